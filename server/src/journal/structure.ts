import { canonicalJson, sha256 } from '../platform/index.ts'
import type { JournalRecord } from './entry.ts'
import { journalEvents } from './journal.events.ts'
import type { StructureChange } from './structure.store.ts'

/** So many commands stand in an entry one by one; a digest binds them all. */
const namedCommands = 200

/** A change of the structure as the journal records it. Names of tables and functions are no personal data. */
export function structureRecord({ transaction, role, migration, commands }: StructureChange): JournalRecord {
  const all = commands.map(({ command, type, object }) => ({ command, type, object }))
  return {
    event: journalEvents['structure.changed'],
    subject: { type: 'structure', id: transaction, label: all[0]?.object ?? '' },
    payload: {
      ...{ transaction, role, migration, count: all.length, commands: all.slice(0, namedCommands) },
      digest: sha256(canonicalJson(all)).toString('hex'),
    },
  }
}
