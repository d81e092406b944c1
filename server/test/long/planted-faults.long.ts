import { expect, it } from 'vitest'
import { scoreTable } from '../../src/app/generator/index.ts'
import { faultyFiles, mostReported, openFaultyFiles } from '../generator/faulty-files.ts'
import { writeEvidence } from './evidence.ts'

/** Rows of the enterprise list; the other files have a share of them. */
const rows = Number(process.env['KHO_TEST_ROWS'] ?? 60_000)
const sizes = { enterprises: rows, people: Math.round(rows / 2), businesses: Math.round(rows / 4) }
const { reportOfClean, scoreOfFaulty } = await openFaultyFiles(sizes)
const files = faultyFiles(sizes)
/** Of each kind as many as can be asked for at once, and never more than a third of the rows. */
const eachOf = ({ kinds, count }: (typeof files)[number]) =>
  Math.floor(Math.min(mostReported, count / 3) / (kinds.length * 2))

const table: (string | number)[][] = []
const figures: Record<string, number> = {}
const add = (name: string, count: number) => (figures[name] = (figures[name] ?? 0) + count)

it.each(files)('$dataset: a file of full length without planted faults has none', async (file) => {
  const { submission, report } = await reportOfClean(file)
  expect(report).toEqual([])
  expect(submission).toMatchObject({ state: 'applied', balance: { sent: file.count, rejected: 0 } })
})

it.each(
  files.flatMap((file) => [
    { ...file, onFault: undefined },
    { ...file, onFault: 'quarantine' as const },
  ]),
)(
  '$dataset ($onFault): every planted fault is found in its cell, and none is invented (Điều 8)',
  async ({ onFault, ...file }) => {
    const { submission, score, faultyRows, falseOf } = await scoreOfFaulty(file, eachOf(file), onFault)
    process.stdout.write(`${file.dataset}\n${scoreTable(score).join('\n')}\n\n`)
    expect(score.kinds.filter(({ planted, found }) => planted !== found)).toEqual([])
    expect(score.invented).toEqual([])
    expect(score.kinds).toHaveLength(file.kinds.length)
    if (onFault === 'quarantine') {
      expect(submission).toMatchObject({ state: 'applied', balance: { sent: file.count, rejected: faultyRows } })
      return
    }
    add('rows', file.count)
    for (const { kind, planted, found } of score.kinds) {
      add('faults planted', planted)
      add('faults found', found)
      table.push([file.dataset, kind, planted, found, falseOf.get(kind) ?? 0])
    }
    add('faults invented', score.invented.length)
  },
)

it('all of them together are written down', () => {
  expect(figures['faults planted']).toBeGreaterThan(0)
  expect(figures).toMatchObject({ 'faults found': figures['faults planted'], 'faults invented': 0 })
  expect(table).toHaveLength(files.flatMap(({ kinds }) => kinds).length)
  writeEvidence('planted-faults', {
    claim: 'Every planted fault is found in its cell, and none is invented',
    method:
      'Generated files of the city’s enterprise list, of people and of firms, with the faults such files are known for planted by ' +
      'kind and number, never two in one row. The report is held against the truth cell by cell: found is a fault that is named ' +
      'in its row and field with a rule it breaks, false a report of that rule and field in another row. The same files without ' +
      'faults give none, and sent with quarantine exactly the faulty rows wait.',
    figures,
    table: { head: ['File', 'Kind', 'Planted', 'Found', 'False'], rows: table },
  })
})
