import type { JournalEntry } from '../../api/types.ts'
import type { Text } from '../../lib/use-text.ts'

/** By which way somebody acted, and through which registered program where there was one. */
export function viaOf({ via, client }: Pick<JournalEntry['actor'], 'via' | 'client'>, word: Text['word']): string {
  const way = word('via', via)
  return client?.code ? `${way} (${client.code})` : way
}
