import { expect, it } from 'vitest'
import { recipes } from '../recipes/index.ts'
import { collect } from './csv.ts'
import { openPacks } from './open-packs.ts'
import { cleanLists } from './real-lists.ts'
import { sharedData, skipWithoutSharedData } from './shared-data.ts'

const { deliver } = await openPacks(recipes.map(({ dataset }) => dataset))

async function load(name: string, source: string) {
  const recipe = recipes.find((each) => each.name === name) ?? expect.fail(name)
  const content = await collect(recipe.convert(sharedData(source) ?? ''))
  return deliver(recipe.dataset.code, [content], recipe.onFault ?? 'reject')
}

it.for(cleanLists)(
  '%s: all rows of the published file in %s come into force: %i (Điều 8)',
  async ([name, source, rows], context) => {
    skipWithoutSharedData(source)(context)
    expect(await load(name, source)).toMatchObject({
      state: 'applied',
      balance: { sent: rows, inserted: rows, rejected: 0, duplicate: 0 },
    })
  },
)

it('the people of FEBRL: good rows come into force, the 1,198 faulty ones wait to be mended (Điều 8)', async (context) => {
  skipWithoutSharedData('er/febrl')(context)
  expect(await load('nguoi-thu-nghiem-febrl', 'er/febrl')).toMatchObject({
    state: 'applied',
    faultyRows: 1_198,
    balance: { sent: 21_000, inserted: 19_802, rejected: 1_198, duplicate: 0 },
  })
})
