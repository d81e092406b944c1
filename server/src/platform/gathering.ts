interface Waiting<Item, Outcome> {
  readonly item: Item
  readonly settle: PromiseWithResolvers<Outcome>
}

interface Bounds {
  /** So many are done in one lot at most. */
  readonly most: number
  /** So many lots are being done at once. */
  readonly lots: number
}

/**
 * Does in one go what comes in the same moment, or while others are being done: one round trip to the database for all.
 * @param work gives the outcomes in the order of the items; when it fails, all of its lot fail
 */
export function createGathering<Item, Outcome>(
  work: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  { most, lots }: Bounds,
): (item: Item) => Promise<Outcome> {
  const waiting: Waiting<Item, Outcome>[] = []
  let working = 0
  const workOff = async () => {
    while (waiting.length > 0) await finish(waiting.splice(0, most), work)
    working -= 1
  }
  return (item) => {
    const settle = Promise.withResolvers<Outcome>()
    waiting.push({ item, settle })
    if (working < lots) {
      // Claimed here: all that come in this turn share the first lot already.
      working += 1
      setImmediate(() => void workOff())
    }
    return settle.promise
  }
}

async function finish<Item, Outcome>(
  lot: readonly Waiting<Item, Outcome>[],
  work: (items: readonly Item[]) => Promise<readonly Outcome[]>,
): Promise<void> {
  try {
    const outcomes = await work(lot.map(({ item }) => item))
    for (const [place, { settle }] of lot.entries()) settle.resolve(outcomes[place] as Outcome)
  } catch (error) {
    for (const { settle } of lot) settle.reject(error)
  }
}
