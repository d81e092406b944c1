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
  const expectations = new Set<string>()
  const wrong: string[] = []
  let [next, cells, through] = [0, 0, 0]
  const work = async () => {
    while (next < count) {
      const place = next
      next += every
      const outcome = await ask(place)
      cells += 1
      expectations.add(outcome.expected)
      if (outcome.isThrough) through += 1
      if (outcome.wrong !== undefined) wrong.push(outcome.wrong)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { cells, expectations: expectations.size, through, wrong }
}
