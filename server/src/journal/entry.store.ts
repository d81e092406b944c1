import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { firstIdAt } from '../platform/index.ts'
import type { BoundStatement, Db, Json } from '../platform/index.ts'
import { signatureAsJson } from './entry.ts'
import type { ActingClient, Actor, ActorSignature, ChangeId, Entry, EntryId, JournalRecord } from './entry.ts'

/** A change as it is opened. */
export interface ChangeOpening {
  readonly id: ChangeId
  readonly at: Date
  readonly actor: Actor
}

interface Given {
  readonly name: 'one' | 'many'
  readonly values: readonly (string | null)[]
  /** A query that gives the rows. */
  readonly rows: string
}

/**
 * Rows as values of a statement: one as parameters, which costs the server least; several as a text of JSON, whatever
 * their number.
 * @param types of the columns, in the order of the parameters
 */
function givenRows<Column extends string>(
  types: Readonly<Record<Column, string>>,
): (rows: readonly Readonly<Record<Column, Json>>[]) => Given {
  const columns = Object.entries<string>(types) as [Column, string][]
  const one = `SELECT ${columns.map(([name, type], place) => `$${String(place + 1)}::${type} AS ${name}`).join(', ')}`
  const definitions = columns.map(([name, type]) => `${name} ${type}`).join(', ')
  const many = `SELECT * FROM json_to_recordset($1) AS r (${definitions})`
  const asText = (value: Json) => (value === null || typeof value === 'string' ? value : JSON.stringify(value))
  return (rows) => {
    const [first] = rows
    if (rows.length !== 1 || first === undefined) return { name: 'many', values: [JSON.stringify(rows)], rows: many }
    return { name: 'one', values: columns.map(([name]) => asText(first[name])), rows: one }
  }
}

const givenChanges = givenRows({
  ...{ id: 'uuid', at: 'timestamptz', account_id: 'text', account_name: 'text', unit_id: 'text', unit_name: 'text' },
  ...{ via: 'text', request_id: 'text', client: 'jsonb', signature: 'jsonb' },
})
const givenEntries = givenRows({
  ...{ id: 'uuid', change_id: 'uuid', event: 'text', subject_type: 'text', subject_id: 'text', subject_label: 'text' },
  ...{ payload: 'jsonb', leaf_hash: 'bytea' },
})

/**
 * Writes change rows, and names the last of them to the transaction: governed tables look for both. Refused as `heldBack`
 * when an entry has waited too long.
 * @param sealLimitSeconds how long an entry may wait for its place in the tree; null: as long as it likes
 */
export function changesInsertion(changes: readonly ChangeOpening[], sealLimitSeconds: number | null): BoundStatement {
  const { name, values, rows } = givenChanges(changes.map(toChangeRow))
  const named = `set_config('kho.change', id::text, true)::uuid`
  return {
    name: `insert_changes_${name}_${String(sealLimitSeconds)}`,
    values,
    text: `
      INSERT INTO journal.changes (id, at, account_id, account_name, unit_id, unit_name, via, request_id, client, signature)
      SELECT ${sealLimitSeconds === null ? named : unlessHeldBack(named, sealLimitSeconds)},
             at, account_id, account_name, unit_id, unit_name, via, request_id, client, signature
      FROM (${rows}) AS given`,
  }
}

/**
 * The queue is looked into only when nothing was sealed for so long: until the next vacuum the places of all that was taken
 * from it lie in the way. The limit is part of the text: with it as a parameter the statement would be planned each time.
 */
function unlessHeldBack(value: string, limitSeconds: number): string {
  const bound = `statement_timestamp() - make_interval(secs => ${String(limitSeconds)})`
  return `
    CASE WHEN (SELECT sealed_at FROM journal.checkpoints ORDER BY size DESC LIMIT 1) BETWEEN ${bound} AND statement_timestamp()
              OR NOT EXISTS (SELECT FROM journal.unsealed WHERE since < ${bound})
         THEN ${value} ELSE journal.refuse_change() END`
}

function toChangeRow({ id, at, actor }: ChangeOpening) {
  const { accountId, accountName, unitId, unitName, via, requestId, client, signature } = actor
  return {
    ...{ id, at: at.toISOString(), account_id: accountId, account_name: accountName, unit_id: unitId },
    ...{ unit_name: unitName, via, request_id: requestId },
    ...{ client: client ? { ...client } : null, signature: signature ? signatureAsJson(signature) : null },
  }
}

/** SQLSTATE of a change that is refused because an entry has waited too long for its place. */
export const heldBack = 'KJ004'

/** An entry of a change, with its hash in the tree. */
export interface NewEntry extends JournalRecord {
  readonly id: EntryId
  readonly change: ChangeId
  readonly leafHash: Buffer
}

/** So many entries go over the wire in one text at most; each takes up to 60,000 bytes. */
const entriesAtOnce = 1_000

export function entriesInsertions(entries: readonly NewEntry[]): BoundStatement[] {
  const count = Math.ceil(entries.length / entriesAtOnce)
  return Array.from({ length: count }, (_none, place) =>
    entriesInsertion(entries.slice(place * entriesAtOnce, (place + 1) * entriesAtOnce)),
  )
}

function entriesInsertion(entries: readonly NewEntry[]): BoundStatement {
  const { name, values, rows } = givenEntries(entries.map(toEntryRow))
  return {
    name: `insert_entries_${name}`,
    values,
    text: `
      WITH entry AS (
        INSERT INTO journal.entries (id, change_id, event, subject_type, subject_id, subject_label, payload, leaf_hash)
        SELECT id, change_id, event, subject_type, subject_id, subject_label, payload, leaf_hash FROM (${rows}) AS given
        RETURNING id)
      INSERT INTO journal.unsealed (entry_id) SELECT id FROM entry`,
  }
}

function toEntryRow({ id, change, event, subject, payload, leafHash }: NewEntry) {
  return {
    ...{ id, change_id: change, event, subject_type: subject.type, subject_id: subject.id },
    ...{ subject_label: subject.label, payload, leaf_hash: `\\x${leafHash.toString('hex')}` },
  }
}

export interface EntryRow {
  readonly id: EntryId
  readonly change_id: ChangeId
  readonly index: number | null
  readonly at: Date
  readonly event: string
  readonly subject_type: string
  readonly subject_id: string
  readonly subject_label: string
  readonly account_id: string
  readonly account_name: string
  readonly unit_id: string
  readonly unit_name: string
  readonly via: Actor['via']
  readonly client: ActingClient | null
  readonly signature: ActorSignature | null
  readonly payload: Record<string, Json>
  readonly leaf_hash: Buffer
}

const entryColumns = sql`
  e.id, e.change_id, l.index, c.at, e.event, e.subject_type, e.subject_id, e.subject_label,
  c.account_id, c.account_name, c.unit_id, c.unit_name, c.via, c.client, c.signature, e.payload, e.leaf_hash`
const entryTables = sql`
  journal.entries AS e JOIN journal.changes AS c ON c.id = e.change_id LEFT JOIN journal.leaves AS l ON l.entry_id = e.id`

/** The change of each entry looked up by itself: what is asked of entries only is to be found in their order. */
const entriesFirst = sql`
  journal.entries AS e CROSS JOIN LATERAL (SELECT * FROM journal.changes AS c WHERE c.id = e.change_id OFFSET 0) AS c
  LEFT JOIN journal.leaves AS l ON l.entry_id = e.id`

export interface EntryFilter {
  /** An event or the front part of its name. */
  readonly event?: string | undefined
  /** The id of a subject, or its label where its id is no UUID. */
  readonly subject?: string | undefined
  /** The code of a dataset: entries about it and about its submissions. */
  readonly dataset?: string | undefined
  /** Of the unit that acted. */
  readonly unit?: string | undefined
  /** The id or the name of the account that acted. */
  readonly account?: string | undefined
  readonly from?: Date | undefined
  /** The first instant that no longer belongs to it. */
  readonly to?: Date | undefined
  /** The id of the entry the list begins behind. */
  readonly before?: string | undefined
  readonly limit: number
}

/** In the order of their changes, newest first. */
export async function listEntries(db: Db, filter: EntryFilter): Promise<EntryRow[]> {
  const events = filter.event === undefined ? undefined : await listEventsNamed(db, filter.event)
  if (events?.length === 0) return []
  return db.rows<EntryRow>(entriesStatement(filter, events))
}

/**
 * Its conditions are only those that are asked for, so that each has the index whose order is that of the list. What may
 * be met in several ways is looked for in each by itself: an OR would lose that order, and walk through all the rest.
 */
export function entriesStatement(filter: EntryFilter, events?: readonly string[]): RawBuilder<EntryRow> {
  const order = (of: RawBuilder<unknown>) => sql`ORDER BY ${of}.change_id DESC, ${of}.id DESC LIMIT ${filter.limit}`
  const always = [...datasetConditions(filter), ...actorConditions(filter), ...placeConditions(filter)]
  const pages = waysToMeet(filter, events).map(
    (conditions) => sql<EntryRow>`
      SELECT ${entryColumns} FROM ${isOfActor(filter) ? entryTables : entriesFirst}
      WHERE ${sql.join([sql`true`, ...conditions, ...always], sql` AND `)} ${order(sql`e`)}`,
  )
  const [only, ...others] = pages
  if (only && others.length === 0) return only
  return sql`SELECT f.* FROM (${sql.join(
    pages.map((page) => sql`(${page})`),
    sql` UNION ALL `,
  )}) AS f ${order(sql`f`)}`
}

/** The events that were ever recorded under a name or its front part; walks from name to name, not from entry to entry. */
async function listEventsNamed(db: Db, name: string): Promise<string[]> {
  const rows = await db.rows<{ event: string }>(sql`
    WITH RECURSIVE known AS (
      SELECT min(e.event) AS event FROM journal.entries AS e
      UNION ALL
      SELECT (SELECT min(e.event) FROM journal.entries AS e WHERE e.event > k.event) FROM known AS k WHERE k.event IS NOT NULL)
    SELECT event FROM known WHERE event = ${name} OR starts_with(event, ${name} || '.')`)
  return rows.map(({ event }) => event)
}

const isOfActor = ({ unit, account }: EntryFilter) => unit !== undefined || account !== undefined

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** No entry is met in two of these ways. */
function waysToMeet({ subject }: EntryFilter, events: readonly string[] | undefined): RawBuilder<unknown>[][] {
  const ofEvent = events?.map((event) => [sql`e.event = ${event}`]) ?? [[]]
  return ofEvent.flatMap((conditions) => waysToSubject(subject).map((way) => [...conditions, ...way]))
}

function waysToSubject(subject: string | undefined): RawBuilder<unknown>[][] {
  if (subject === undefined) return [[]]
  if (uuid.test(subject)) return [[sql`e.subject_id = ${subject.toLowerCase()}`]]
  return [[sql`e.subject_id = ${subject}`], [sql`e.subject_label = ${subject} AND e.subject_id <> ${subject}`]]
}

function* datasetConditions({ dataset }: EntryFilter) {
  if (dataset !== undefined) yield sql`e.subject_label = ${dataset} AND e.subject_type IN ('dataset', 'submission')`
}

function* actorConditions({ unit, account }: EntryFilter) {
  if (unit !== undefined) yield sql`c.unit_id = ${unit}`
  if (account === undefined) return
  if (uuid.test(account)) yield sql`c.account_id = ${account.toLowerCase()}`
  else yield sql`c.account_name = ${account}`
}

/** Ids run ahead of the clock by as much as it was set back; more than this is not looked for. */
const furthestAhead = 3_600_000

/** The id of a change begins with its instant, so the time bounds the place in the list. */
function* placeConditions(filter: EntryFilter) {
  const { from, to, before } = filter
  // A bound is told of every table that may be looked through: the planner does not carry it from one to the other.
  const places = isOfActor(filter) ? [sql`e.change_id`, sql`c.id`] : [sql`e.change_id`]
  if (from) yield sql`c.at >= ${from}`
  if (to) yield sql`c.at < ${to}`
  if (before !== undefined) yield sql`(e.change_id, e.id) < (${changeOf(before)}, ${before}::uuid)`
  for (const place of places) {
    if (from) yield sql`${place} >= ${firstIdAt(from)}::uuid`
    if (to) yield sql`${place} < ${firstIdAt(new Date(to.getTime() + furthestAhead))}::uuid`
    if (before !== undefined) yield sql`${place} <= ${changeOf(before)}`
  }
}

const changeOf = (entry: string) => sql`(SELECT b.change_id FROM journal.entries AS b WHERE b.id = ${entry}::uuid)`

export function findEntry(db: Db, id: string): Promise<EntryRow | undefined> {
  return db.first<EntryRow>(sql`SELECT ${entryColumns} FROM ${entryTables} WHERE e.id = ${id}::uuid`)
}

/** Sealed entries in tree order from an index on; for verification. */
export function listSealedEntries(db: Db, from: number, limit: number): Promise<EntryRow[]> {
  return db.rows<EntryRow>(sql`
    SELECT ${entryColumns} FROM journal.leaves AS l
    LEFT JOIN journal.entries AS e ON e.id = l.entry_id LEFT JOIN journal.changes AS c ON c.id = e.change_id
    WHERE l.index >= ${from} ORDER BY l.index LIMIT ${limit}`)
}

/** An entry row as the log committed to it. */
export function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    at: row.at,
    event: row.event,
    subject: { type: row.subject_type, id: row.subject_id, label: row.subject_label },
    actor: {
      accountId: row.account_id,
      accountName: row.account_name,
      unitId: row.unit_id,
      unitName: row.unit_name,
      via: row.via,
      client: row.client ?? undefined,
      signature: row.signature ?? undefined,
    },
    payload: row.payload,
  }
}

/** An entry with its change and its place in the tree; null while it waits for it. */
export interface PlacedEntry extends Entry {
  readonly change: ChangeId
  readonly index: number | null
}

/** Entries that carry a signature or are of given events, in the order of the tree. */
export async function listSignedEntries(db: Db, events: readonly string[]): Promise<PlacedEntry[]> {
  const rows = await db.rows<EntryRow>(sql`
    SELECT ${entryColumns} FROM ${entryTables}
    WHERE c.signature IS NOT NULL OR e.event = ANY(${events})
    ORDER BY l.index NULLS LAST, e.change_id, e.id`)
  return rows.map((row) => ({ ...toEntry(row), change: row.change_id, index: row.index }))
}

/** What entries of an event say, oldest first, each with the id of its subject. */
export interface RecordedPayload {
  readonly subject: string
  readonly payload: Readonly<Record<string, Json>>
}

/** When the newest change was; undefined before the first. */
export async function findLastChange(db: Db): Promise<Date | undefined> {
  const row = await db.first<{ at: Date | null }>(sql`SELECT max(at) AS at FROM journal.changes`)
  return row?.at ?? undefined
}

export function listPayloads(db: Db, event: string): Promise<RecordedPayload[]> {
  return db.rows<RecordedPayload>(
    sql`SELECT subject_id AS subject, payload FROM journal.entries WHERE event = ${event} ORDER BY id`,
  )
}

/** What the newest entry of an event says of each subject, by the subject's id. */
export async function listLastPayloads(
  db: Db,
  event: string,
): Promise<ReadonlyMap<string, RecordedPayload['payload']>> {
  const rows = await db.rows<RecordedPayload>(sql`
    SELECT DISTINCT ON (subject_id) subject_id AS subject, payload FROM journal.entries WHERE event = ${event}
    ORDER BY subject_id, id DESC`)
  return new Map(rows.map(({ subject, payload }) => [subject, payload]))
}

/** Subject id → Merkle root, of every entry that recorded one: what data above the journal is held against. */
export async function listRecordedRoots(db: Db): Promise<Map<string, string>> {
  const rows = await db.rows<{ subject: string; root: string }>(sql`
    SELECT subject_id AS subject, payload->>'merkleRoot' AS root FROM journal.entries
    WHERE payload->>'merkleRoot' IS NOT NULL`)
  return new Map(rows.map((row) => [row.subject, row.root]))
}
