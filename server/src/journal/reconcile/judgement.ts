import { appendOnlyTables } from './append-only.ts'
import type { Touch, Transaction } from './decoding.store.ts'

/** What is wrong with what a transaction did to a table. */
export interface Objection {
  readonly touch: Touch
  readonly reason: string
}

/** What the database and the program say may be written without a change. */
export interface Allowances {
  /** Tables outside the rule of the journal, `schema.table`. */
  readonly operational: ReadonlySet<string>
  /** Migrations that came with the program: `name digest`. */
  readonly migrations: ReadonlySet<string>
  readonly tableEvents: readonly TableEvents[]
}

/** Which events may change which tables: a change that recorded none of them wrote there past its record. */
export interface TableEvents {
  /** `schema.table`, or a schema for all of its tables. */
  readonly tables: readonly string[]
  readonly events: readonly string[]
}

export const reasons = {
  unrecorded: 'written without a change and an entry of its own',
  elsewhere: 'written by a change that recorded nothing that changes it',
  rewritten: 'rewritten, although it only grows',
  forged: 'written by something other than a change or the sequencer',
  heldBack: 'taken out of the queue without a place in the tree',
  freed: 'written by something other than a migration of this version',
} as const

/** What a transaction as a whole was. */
interface Facts {
  /** A change row of its own, and an entry. */
  readonly isRecorded: boolean
  /** Leaves and their checkpoint. */
  readonly isSealing: boolean
  readonly isMigration: boolean
  /** Whether an event that may change the table was recorded, where it is said which may. */
  readonly says: (relation: string) => boolean
  /** Tokens of the OpenID provider were taken away. */
  readonly endsTokens: boolean
  readonly leaves: number
}

type Judge = (touch: Touch, facts: Facts) => string | undefined

const byChange: Judge = ({ operation }, { isRecorded }) => {
  if (operation !== 'INSERT') return reasons.rewritten
  return isRecorded ? undefined : reasons.forged
}
const bySequencer: Judge = ({ operation }, { isSealing }) => {
  if (operation !== 'INSERT') return reasons.rewritten
  return isSealing ? undefined : reasons.forged
}
const onlyAdded: Judge = ({ operation }) => (operation === 'INSERT' ? undefined : reasons.rewritten)
const byMigration: Judge = (_touch, { isMigration }) => (isMigration ? undefined : reasons.freed)
const governed: Judge = ({ relation }, { isRecorded, isMigration, says }) => {
  if (isMigration) return undefined
  if (!isRecorded) return reasons.unrecorded
  return says(relation) ? undefined : reasons.elsewhere
}

/** Tables with a rule of their own; they are operational, and yet not everybody’s to write. */
const judges: ReadonlyMap<string, Judge> = new Map([
  ...appendOnlyTables.map((table): [string, Judge] => [table, onlyAdded]),
  ['journal.changes', byChange],
  ['journal.entries', byChange],
  ['journal.leaves', bySequencer],
  ['journal.logs', bySequencer],
  ['journal.checkpoints', bySequencer],
  [
    'journal.tiles',
    ({ operation, ...touch }, facts) =>
      bySequencer({ ...touch, operation: operation === 'UPDATE' ? 'INSERT' : operation }, facts),
  ],
  [
    'journal.unsealed',
    (touch, facts) => {
      if (touch.operation !== 'DELETE') return byChange(touch, facts)
      return touch.rows <= facts.leaves ? undefined : reasons.heldBack
    },
  ],
  [
    // Anybody's command may fill it, through the event trigger; only a change may empty it.
    'journal.structure_queue',
    ({ operation }, { isRecorded }) =>
      operation === 'INSERT' || (operation === 'DELETE' && isRecorded) ? undefined : reasons.rewritten,
  ],
  [
    // They come as people sign in; from then on a change takes them into a seal, and another forgets them (ADR 0035).
    'identity.sign_ins',
    (touch, { isRecorded, isMigration }) =>
      touch.operation === 'INSERT' || isRecorded || isMigration ? undefined : reasons.rewritten,
  ],
  ['platform.operational_tables', byMigration],
  ['platform.migrations', byMigration],
  // These follow governed tables by trigger, or are constants of a migration.
  [
    'platform.authority',
    // It also goes on, and only on, when a token of the OpenID provider is ended.
    (touch, facts) => (facts.endsTokens && touch.operation === 'UPDATE' ? undefined : governed(touch, facts)),
  ],
  ['warehouse.calendar', governed],
])

/** Holds what a transaction wrote against the rule of the journal (ADR 0002). */
export function judge(transaction: Transaction, allowances: Allowances): Objection[] {
  const { operational } = allowances
  const facts = factsOf(transaction, allowances)
  return transaction.touches.flatMap((touch) => {
    const free: Judge = operational.has(touch.relation) ? () => undefined : governed
    const reason = (judges.get(touch.relation) ?? free)(touch, facts)
    return reason === undefined ? [] : [{ touch, reason }]
  })
}

function factsOf(
  { touches, changed, events, migrations }: Transaction,
  { migrations: shipped, tableEvents }: Allowances,
): Facts {
  const inserted = (relation: string) =>
    touches.find((touch) => touch.relation === relation && touch.operation === 'INSERT')?.rows ?? 0
  // Who first deletes the note that a migration ran, and then writes it again, made no migration.
  const isNotedOnce = touches.every(
    ({ relation, operation }) => relation !== 'platform.migrations' || operation === 'INSERT',
  )
  return {
    isRecorded: changed && inserted('journal.entries') > 0,
    isSealing: inserted('journal.leaves') > 0 && inserted('journal.checkpoints') > 0,
    isMigration: isNotedOnce && migrations.length > 0 && migrations.every((name) => shipped.has(name)),
    says: (relation) => {
      const [schema = ''] = relation.split('.')
      const rules = tableEvents.filter(({ tables }) => tables.includes(relation) || tables.includes(schema))
      return rules.every((rule) => rule.events.some((event) => events.includes(event)))
    },
    endsTokens: touches.some(
      ({ relation, operation }) => relation === 'identity.openid_artifacts' && operation === 'DELETE',
    ),
    leaves: inserted('journal.leaves'),
  }
}
