/**
 * What a reviewer has marked and not sent yet: for each account the items that do not stand; an account without a mark is
 * absent. Every step can be taken back until the answers are sent.
 */
export interface Marks {
  readonly given: Given
  readonly before: readonly Given[]
}

export type Given = Readonly<Record<string, readonly string[]>>
export type Answers = { account: string; revoked: string[] }[]

/** An account that can be marked, with its items. */
export interface Markable {
  readonly id: string
  readonly items: readonly { readonly id: string }[]
}

export const noMarks: Marks = { given: {}, before: [] }

export function certify({ given, before }: Marks, { id }: Markable): Marks {
  return { given: { ...given, [id]: [] }, before: [...before, given] }
}

export function revoke({ given, before }: Marks, { id, items }: Markable): Marks {
  return { given: { ...given, [id]: items.map((item) => item.id) }, before: [...before, given] }
}

/** Revokes one item of an account, or lets it stand again; the others stand unless they were revoked. */
export function toggleItem({ given, before }: Marks, { id }: Markable, item: string): Marks {
  const revoked = given[id] ?? []
  const next = revoked.includes(item) ? revoked.filter((each) => each !== item) : [...revoked, item]
  return { given: { ...given, [id]: next }, before: [...before, given] }
}

export function undo({ given, before }: Marks): Marks {
  const last = before.at(-1)
  return last === undefined ? { given, before } : { given: last, before: before.slice(0, -1) }
}

/** How an account is marked: as a whole, in part, or not at all. */
export function markOf(given: Given, { id, items }: Markable): 'certified' | 'partly' | 'revoked' | null {
  const revoked = given[id]
  if (revoked === undefined) return null
  if (revoked.length === 0) return 'certified'
  return revoked.length === items.length ? 'revoked' : 'partly'
}

/** What is sent, for accounts that still wait for an answer. */
export function answersOf(given: Given, waiting: readonly Markable[]): Answers {
  return waiting.flatMap(({ id }) => {
    const revoked = given[id]
    return revoked === undefined ? [] : [{ account: id, revoked: [...revoked] }]
  })
}
