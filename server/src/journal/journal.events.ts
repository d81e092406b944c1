/** A module's events as data: `{ 'dataset.registered': 'what it means' }` → `catalogue.dataset.registered`. */
export function defineEvents<Names extends string>(
  module: string,
  table: Readonly<Record<Names, string>>,
): Readonly<Record<Names, string>> & { readonly meanings: Readonly<Record<string, string>> } {
  const meanings: Record<string, string> = {}
  const names: Partial<Record<Names, string>> = {}
  for (const name in table) {
    names[name] = `${module}.${name}`
    meanings[`${module}.${name}`] = table[name]
  }
  return { ...(names as Record<Names, string>), meanings }
}

export const journalEvents = defineEvents('journal', {
  'structure.changed':
    'The structure of the database was changed: the commands, the objects, the role that had signed in, the migration if it was one',
  'log.closed':
    'The log was closed: how many entries it holds with this one, why, and what both keys signed; what follows is signed by its successor',
  'log.opened': 'The successor of a log was opened, under a name and a key of its own: the same as at the closing',
  'reconciler.began':
    'The reconciler began to watch what is written: from which position of the write-ahead log, and why there',
  'reconciler.found': 'The reconciler found a transaction that wrote past the journal, or a guard that does not stand',
})
