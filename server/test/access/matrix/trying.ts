/** What trying cells came to. */
export interface Tried {
  readonly cells: number
  /** How many different things were expected: cells that differ in nothing that matters expect the same. */
  readonly expectations: number
  /** How many of the cells came through to the handler, or were told that they may. */
  readonly through: number
  readonly wrong: readonly string[]
}

interface Outcome {
  readonly expected: string
  readonly isThrough: boolean
  readonly wrong: string | undefined
}

/** Numbered cells of which every so many are tried, some of them at once. */
export interface Trial {
  readonly count: number
  readonly every: number
  readonly atOnce: number
  readonly ask: (place: number) => Promise<Outcome>
}

export async function tryCells({ count, every, atOnce, ask }: Trial): Promise<Tried> {
  const places = Array.from({ length: Math.ceil(count / every) }, (_none, number) => number * every)
  const outcomes = { expectations: new Set<string>(), wrong: [] as string[], through: 0 }
  await someAtOnce(places, atOnce, async (place) => {
    const { expected, isThrough, wrong } = await ask(place)
    outcomes.expectations.add(expected)
    if (isThrough) outcomes.through += 1
    if (wrong !== undefined) outcomes.wrong.push(wrong)
  })
  const { expectations, ...found } = outcomes
  return { cells: places.length, expectations: expectations.size, ...found }
}

/** Works on all items, so many at once; gives what came of each, in their order. */
export async function someAtOnce<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const [results, waiting]: [Result[], IterableIterator<[number, Item]>] = [[], items.entries()]
  const turns = async () => {
    for (const [place, item] of waiting) results[place] = await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, turns))
  return results
}
