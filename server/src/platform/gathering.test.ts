import { expect, it } from 'vitest'
import { createGathering } from './gathering.ts'

/** Lots as they came, each held up until it is let go. */
function held() {
  const lots: { readonly items: readonly number[]; readonly letGo: () => void }[] = []
  const work = (items: readonly number[]) =>
    new Promise<number[]>((resolve) => {
      lots.push({
        items,
        letGo: () => {
          resolve(items.map((item) => item * 10))
        },
      })
    })
  return { lots, work, items: () => lots.map((lot) => lot.items) }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('does in one lot what comes in one turn, then what came meanwhile, and gives each its own outcome', async () => {
  const { lots, work, items } = held()
  const gather = createGathering(work, { most: 10, lots: 1 })
  const first = [gather(1), gather(2)]
  await turn()
  const second = [gather(3), gather(4), gather(5)]
  await turn()
  expect(items()).toEqual([[1, 2]])
  lots[0]?.letGo()
  expect(await Promise.all(first)).toEqual([10, 20])
  expect(items()).toEqual([
    [1, 2],
    [3, 4, 5],
  ])
  lots[1]?.letGo()
  expect(await Promise.all(second)).toEqual([30, 40, 50])
})

it('keeps to its bounds: so many in a lot, so many lots at once', async () => {
  const { work, items } = held()
  const gather = createGathering(work, { most: 2, lots: 2 })
  for (const item of [1, 2, 3, 4, 5]) void gather(item)
  await turn()
  for (const item of [6, 7]) void gather(item)
  await turn()
  expect(items()).toEqual([
    [1, 2],
    [3, 4],
  ])
})

it('fails all of a lot when its work fails, and goes on with the next', async () => {
  const work = (items: readonly number[]) =>
    items.includes(1) ? Promise.reject(new Error('no')) : Promise.resolve(items)
  const gather = createGathering(work, { most: 2, lots: 1 })
  const settled = await Promise.allSettled([gather(1), gather(2), gather(3)])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
})
