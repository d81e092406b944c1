import { hasAsked } from '../../journal/index.ts'
import type { NamingRead, Question } from '../../journal/index.ts'
import type { Json } from '../../platform/index.ts'
import { loggedCondition, withheld } from '../record/record-query.ts'

/** How many rows a page was likely asked for; the digest covers that too, so others are not recognised. */
const usualLimits = [50, 100, 20, 25, 10, 200, 500, 1000, 1, 2, 5]

/**
 * Whether a page or an export was asked for by this very value of a field. The log holds no value, but a keyed digest of all that
 * was asked: the question is put together again with the value, and held against it.
 */
export function askedFor(
  secret: string,
  read: NamingRead,
  { field, value }: { field: string; value: string },
): boolean {
  const question = filledIn(read.query, field, value)
  if (!question) return false
  const rests: Question[] = read.action === 'export' ? [{}] : usualLimits.map((limit) => ({ limit }))
  return rests.some((rest) => hasAsked(secret, read, { ...question, ...rest }) === true)
}

/** The logged query with the value in the place where it was withheld; undefined when others were withheld as well. */
function filledIn(query: string, field: string, value: string): Question | undefined {
  const filled = query.replace(loggedCondition(field), () => loggedCondition(field, value))
  if (filled === query || filled.includes(JSON.stringify(withheld))) return undefined
  return JSON.parse(filled) as Readonly<Record<string, Json>>
}
