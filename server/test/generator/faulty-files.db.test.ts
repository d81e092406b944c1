import { expect, it } from 'vitest'
import { scoreTable } from '../../src/app/generator/index.ts'
import { faultyFiles, openFaultyFiles } from './faulty-files.ts'

const sizes = { people: 2_400, businesses: 1_200, enterprises: 3_000 }
const { reportOfClean, scoreOfFaulty } = await openFaultyFiles(sizes)
const files = faultyFiles(sizes)

it.each(files)('$dataset: a file without planted faults has none', async (file) => {
  expect((await reportOfClean(file)).report).toEqual([])
})

/** `npm run test:long -- planted-faults` plants many more in longer files. */
it.each(files)('$dataset: every planted fault is found in its cell, and none is invented (Điều 8)', async (file) => {
  const { score } = await scoreOfFaulty(file, 15)
  process.stdout.write(`${file.dataset}\n${scoreTable(score).join('\n')}\n\n`)
  expect(score.kinds.filter(({ planted, found }) => planted !== found)).toEqual([])
  expect(score.invented).toEqual([])
  expect(score.kinds).toHaveLength(file.kinds.length)
})
