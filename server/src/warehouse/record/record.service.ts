import type { Field } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { ReadLog } from '../../journal/index.ts'
import { keyedDigest, sha256 } from '../../platform/index.ts'
import type { CursorSeal, Database } from '../../platform/index.ts'
import type { GrantDeps } from './record-grant.ts'
import { createPlans, makePlan } from './record-plan.ts'
import type { Plan, PlanRequest } from './record-plan.ts'
import { canonicalQuery, loggedQuery, parseRecordQuery } from './record-query.ts'
import type { RecordQuery } from './record-query.ts'
import { readChanges } from './change-feed.ts'
import type { ChangesRequest } from './change-feed.ts'
import { historyOf } from './record-history.ts'
import { viewOf } from './record-view.ts'
import type { View } from './record-view.ts'
import { listPage } from './page.store.ts'
import type { Position } from './page.store.ts'
import { countRecords, findEpoch, findRecordAt } from './record.store.ts'
import type { SingleRow, VersionRow } from './record.store.ts'
import { findState } from '../storage/state.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** Matching rows are counted exactly up to here; beyond it the answer says "at least". */
const countBound = 10_000

export interface PageRequest extends PlanRequest {
  readonly asOf: string | undefined
  readonly filter: readonly string[] | undefined
  readonly where: string | undefined
  readonly sort: string | undefined
  readonly limit: number
  readonly cursor: string | undefined
}

export interface KeyRequest extends PlanRequest {
  readonly key: string
}

export interface PastKeyRequest extends KeyRequest {
  readonly asOf: string
}

/** An answer as it goes over the wire: its bytes are what the read log's digest covers. */
export interface Answer {
  readonly body: string
  readonly digest: Buffer
}

export interface RecordReader {
  page(reader: Principal, request: PageRequest): Promise<Answer>
  /** One record; `stale` when rights changed since the reader was authenticated, so the caller authenticates again. */
  one(reader: Principal, request: KeyRequest): Promise<Answer | 'stale'>
  /** One record as it stood earlier; `stale` as above. */
  oneAsOf(reader: Principal, request: PastKeyRequest): Promise<Answer | 'stale'>
  history(reader: Principal, request: KeyRequest): Promise<Answer>
  /** What changed after an apply, in order, and where to go on. */
  changes(reader: Principal, request: ChangesRequest): Promise<Answer>
}

export interface RecordReaderDeps extends GrantDeps {
  readonly database: Database
  readonly reads: ReadLog
  readonly cursors: CursorSeal
  /** Keys the digests that stand for record keys in the read log. */
  readonly secret: string
}

export function createRecordReader(deps: RecordReaderDeps): RecordReader {
  const planOf = createPlans(deps)
  return {
    page: (reader, request) => readPage(deps, reader, request),
    one: async (reader, request) => {
      const plan = await planOf(reader, request)
      return plan === 'stale' ? plan : readOne(deps, reader, request, plan)
    },
    oneAsOf: (reader, request) => readOneAsOf(deps, reader, request),
    history: (reader, request) => readHistory(deps, reader, request),
    changes: (reader, request) => answerChanges(deps, reader, request),
  }
}

async function readPage(deps: RecordReaderDeps, reader: Principal, request: PageRequest): Promise<Answer> {
  const { dataset, limit, cursor } = request
  const view = await viewOf(deps, reader, request)
  const { grant, asOf } = view
  const query = parseRecordQuery(grant.fields, request)
  const seal = JSON.stringify([dataset, reader.unitId, asOf ?? null, canonicalQuery(query)])
  const after = cursor === undefined ? undefined : (deps.cursors.open(seal, cursor) as Position)
  const db = deps.database.reader
  // Before the rows: who follows the changes from this apply on may be told one twice, but never misses one.
  const state = asOf === undefined ? await findState(db, grant.dataset.id) : undefined
  const wanted = { query, scope: grant.scope, asOf, after, limit: limit + 1, form: 'values' } as const
  const { rows, matching } = await listPage(db, dataset, wanted, countBound)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const rest = JSON.stringify({
    next: last === undefined ? null : deps.cursors.seal(seal, last.position),
    count: after === undefined ? await countOf(deps, view, query, { matching, records: state?.records ?? 0 }) : null,
    structureVersion: grant.structure.version,
    apply: asOf ?? state?.apply ?? null,
  })
  const body = `{"items":[${shown.map((row) => row.body).join(',')}],${rest.slice(1)}`
  const read = { action: 'page', fields: query.select, query: loggedQuery(query, asOf), rows: shown.length, body }
  return answer(deps, reader, request, read)
}

/** A reader of all rows in force gets their maintained count; everybody else a count up to a bound. */
async function countOf(
  { database }: RecordReaderDeps,
  { grant, asOf }: View,
  query: RecordQuery,
  known: { readonly matching: number | undefined; readonly records: number },
) {
  const { dataset, scope } = grant
  const isAll = query.where.length === 0 && scope === undefined && asOf === undefined
  if (isAll) return { kind: 'exact', value: known.records }
  const wanted = { query, scope, asOf }
  const value = known.matching ?? (await countRecords(database.reader, dataset.code, wanted, countBound))
  return value > countBound ? { kind: 'at-least', value: countBound } : { kind: 'exact', value }
}

async function readOne(
  deps: RecordReaderDeps,
  reader: Principal,
  request: KeyRequest,
  { grant, fields, statement }: Plan,
): Promise<Answer | 'stale'> {
  const { key, dataset } = request
  const values = grant.scope === undefined ? [key] : [key, grant.scope.values]
  const [row] = await deps.database.reader.prepared<KeyedRow>(statement, values)
  if (row?.epoch !== reader.epoch) return 'stale'
  const body = row.body === null ? '' : recordBody(key, row.body, row)
  const query = keyQuery(deps, dataset, key, {})
  const read = { action: 'one', fields, query, rows: row.body === null ? 0 : 1, body }
  const found = await answer(deps, reader, request, read)
  if (row.body === null) throw warehouseProblems.recordNotFound({ dataset })
  return found
}

interface KeyedRow extends Omit<SingleRow, 'body'> {
  readonly epoch: number
  readonly body: string | null
}

async function readOneAsOf(
  deps: RecordReaderDeps,
  reader: Principal,
  request: PastKeyRequest,
): Promise<Answer | 'stale'> {
  const { key, dataset } = request
  if ((await findEpoch(deps.database.reader)) !== reader.epoch) return 'stale'
  const { grant, asOf = 0 } = await viewOf(deps, reader, request)
  const { select } = parseRecordQuery(grant.fields, { select: request.select })
  const row = await findRecordAt(deps.database.reader, grant.dataset, { key, select, scope: grant.scope, asOf })
  const body = row ? recordBody(key, row.body, row) : ''
  const query = keyQuery(deps, dataset, key, { asOf })
  const found = await answer(deps, reader, request, { action: 'one', fields: select, query, rows: row ? 1 : 0, body })
  if (!row) throw warehouseProblems.recordNotFound({ dataset })
  return found
}

function recordBody(key: string, values: string, { since, at }: Omit<SingleRow, 'body'>): string {
  return `{"key":${JSON.stringify(key)},"values":${values},"since":{"apply":${String(since)},"at":"${at.toISOString()}"}}`
}

async function readHistory(deps: RecordReaderDeps, reader: Principal, request: KeyRequest): Promise<Answer> {
  const { key, dataset } = request
  const { grant, fields: chosen } = await makePlan(deps, reader, request)
  const select = request.select === undefined ? undefined : chosen
  const { versions, fields } = await historyOf(deps, grant, { key, select })
  const body = `{"items":[${versions.flatMap(versionToWire).join(',')}]}`
  const query = keyQuery(deps, dataset, key, { history: true })
  const found = await answer(deps, reader, request, { action: 'history', fields, query, rows: versions.length, body })
  if (versions.length === 0) throw warehouseProblems.recordNotFound({ dataset })
  return found
}

async function answerChanges(deps: RecordReaderDeps, reader: Principal, request: ChangesRequest): Promise<Answer> {
  const { fields, from, items, next, more } = await readChanges(deps, reader, request)
  const changes = items.map(({ apply, at, operation, key, body }) => {
    const head = JSON.stringify({ apply, at: at.toISOString(), operation, key })
    return `${head.slice(0, -1)},"values":${body ?? 'null'}}`
  })
  const body = `{"items":[${changes.join(',')}],${JSON.stringify({ next, more }).slice(1)}`
  const query = JSON.stringify({ from })
  return answer(deps, reader, request, { action: 'changes', fields, query, rows: items.length, body })
}

/** The read log names a record by a keyed digest: who holds the secret can find the reads of a person, nobody else. */
function keyQuery({ secret }: RecordReaderDeps, dataset: string, key: string, more: object): string {
  return JSON.stringify({ key: keyedDigest(secret, 'record-key', `${dataset}|${key}`), ...more })
}

interface ReadFacts {
  readonly action: string
  readonly fields: readonly Field[]
  readonly query: string
  readonly rows: number
  readonly body: string
}

/** No answer leaves before its read is in the log. */
async function answer(
  deps: RecordReaderDeps,
  reader: Principal,
  request: Pick<PlanRequest, 'dataset' | 'purpose'>,
  read: ReadFacts,
): Promise<Answer> {
  const digest = sha256(read.body)
  await deps.reads.record({
    actor: reader,
    dataset: request.dataset,
    action: read.action,
    purpose: request.purpose,
    query: read.query,
    fields: read.fields.map((field) => field.name),
    rows: read.rows,
    digest: digest.toString('hex'),
  })
  return { body: read.body, digest }
}

/** A version, and after a deletion also the fact that the row ended. */
function versionToWire(version: VersionRow, place: number, versions: readonly VersionRow[]): string[] {
  const since = { apply: version.since, at: version.sinceAt.toISOString(), submission: version.sinceSubmission }
  const until = version.until === null ? null : { apply: version.until, at: version.untilAt?.toISOString() ?? null }
  const operation = versions[place + 1]?.until === version.since ? 'change' : 'insert'
  const own = entry({ since, until, operation }, version)
  if (!version.isDeleted || until === null) return [own]
  const end = { ...until, submission: null }
  return [entry({ since: end, until: null, operation: 'delete' }, version), own]
}

function entry(step: object, { body, structureVersion }: VersionRow): string {
  return `${JSON.stringify({ ...step, structureVersion }).slice(0, -1)},"values":${body}}`
}
