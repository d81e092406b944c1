import type { Field } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Question, ReadAction, ReadLog } from '../../journal/index.ts'
import { platformProblems, sha256 } from '../../platform/index.ts'
import type { CursorSeal, Database } from '../../platform/index.ts'
import { formatRows, geometryField, takesTexts } from './format/format.ts'
import type { Format } from './format/format.ts'
import { featureCollection, toFeature } from './format/feature.ts'
import { cutHeaders } from './cut.ts'
import { requireKeys } from './entitlement.ts'
import type { Entitlement, EntitlementDeps } from './entitlement.ts'
import { createPlans, makePlan } from './record-plan.ts'
import type { KeptPlan, PlanRequest } from './record-plan.ts'
import { askedQuery, canonicalQuery, loggedQuery, parseRecordQuery, recordKeyDigest } from './record-query.ts'
import type { RecordQuery } from './record-query.ts'
import { readChanges } from './change-feed.ts'
import type { ChangesRequest } from './change-feed.ts'
import { historyOf } from './record-history.ts'
import { viewOf } from './record-view.ts'
import { createRowProver } from './row-proof.service.ts'
import type { MadeProof, ProofRequest } from './row-proof.service.ts'
import { proofToWire } from '../storage/row-proof.wire.ts'
import type { View } from './record-view.ts'
import { listPage } from './page.store.ts'
import type { Position, RecordRow } from './page.store.ts'
import { countRecords, findEpoch, findRecordAt } from './record.store.ts'
import type { SingleRow, VersionRow } from './record.store.ts'
import { findState } from '../storage/state.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** Matching rows are counted exactly up to here; beyond it the answer says "at least". */
const countBound = 10_000

/** In what form an answer is wanted. */
export interface Wanted {
  readonly format: Format
  /** Whether a CSV begins with a byte order mark. */
  readonly bom: boolean
}

export interface PageRequest extends PlanRequest, Wanted {
  readonly asOf: string | undefined
  readonly structure: number | undefined
  readonly filter: readonly string[] | undefined
  readonly where: string | undefined
  readonly sort: string | undefined
  readonly limit: number
  readonly cursor: string | undefined
}

export interface KeyRequest extends PlanRequest {
  readonly key: string
}

/** One record as it stood earlier, in another structure, or in another format than JSON. */
export interface ViewedKeyRequest extends KeyRequest, Wanted {
  readonly asOf: string | undefined
  readonly structure: number | undefined
}

/** An answer as it goes over the wire: its bytes are what the read log's digest covers. */
export interface Answer {
  readonly body: Buffer
  readonly digest: Buffer
  readonly format: Format
  /** What a reader under a grant is told beside it. */
  readonly headers: Readonly<Record<string, string>>
  /** Cursor of the page behind this one. */
  readonly next?: string | null
}

export interface RecordReader {
  /** One page; `stale` when rights or structure changed since the reader was authenticated: nothing is told half in each. */
  page(reader: Principal, request: PageRequest): Promise<Answer | 'stale'>
  /** One record; `stale` when rights changed since the reader was authenticated, so the caller authenticates again. */
  one(reader: Principal, request: KeyRequest): Promise<Answer | 'stale'>
  /** One record in any state, structure and format; `stale` as above. */
  oneViewed(reader: Principal, request: ViewedKeyRequest): Promise<Answer | 'stale'>
  history(reader: Principal, request: KeyRequest): Promise<Answer>
  /** What proves that a record is in force, for whoever has no access to the warehouse. */
  proof(reader: Principal, request: ProofRequest): Promise<Answer>
  /** What changed after an apply, in order, and where to go on. */
  changes(reader: Principal, request: ChangesRequest): Promise<Answer>
}

export interface RecordReaderDeps extends EntitlementDeps {
  readonly database: Database
  readonly reads: ReadLog
  readonly cursors: CursorSeal
}

export function createRecordReader(deps: RecordReaderDeps): RecordReader {
  const planOf = createPlans(deps)
  const prove = createRowProver(deps)
  return {
    page: (reader, request) => unlessGone(readPage(deps, reader, request)),
    one: async (reader, request) => {
      const plan = await planOf(reader, request)
      return plan === 'stale' ? plan : unlessGone(readOne(deps, reader, request, plan))
    },
    oneViewed: (reader, request) => unlessGone(readOneViewed(deps, reader, request)),
    history: (reader, request) => unlessGone(readHistory(deps, reader, request)),
    proof: async (reader, request) => answerProof(deps, reader, request, await unlessGone(prove(reader, request))),
    changes: (reader, request) => unlessGone(answerChanges(deps, reader, request)),
  }
}

/** A window goes with a column of searches that is taken away in this very moment: a moment later there is another. */
function unlessGone<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    const isGone = error instanceof Error && 'code' in error && error.code === '42P01'
    throw isGone ? platformProblems.databaseUnavailable({}, { cause: error }) : error
  })
}

async function readPage(deps: RecordReaderDeps, reader: Principal, request: PageRequest): Promise<Answer | 'stale'> {
  const { dataset, limit, cursor, format } = request
  const view = await viewOf(deps, reader, { ...request, channel: 'list' })
  const { entitlement, asOf } = view
  const query = parseRecordQuery(entitlement.fields, request)
  const seal = JSON.stringify([dataset, reader.unitId, asOf ?? null, canonicalQuery(query)])
  const after = cursor === undefined ? undefined : (deps.cursors.open(seal, cursor) as Position)
  const { window } = entitlement
  const { db } = window
  // Before the rows: who follows the changes from this apply on may be told one twice, but never misses one.
  const state = asOf === undefined ? await findState(db, entitlement.dataset.id) : undefined
  const form = takesTexts(format) ? 'texts' : 'values'
  const wanted = { query, window, asOf, after, limit: limit + 1, form } as const
  const { rows, matching } = await listPage(db, wanted, countBound)
  // Rows carried into another structure meanwhile would lack what they held in this one.
  if (asOf === undefined && (await findEpoch(db)) !== reader.epoch) return 'stale'
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const next = last === undefined ? null : deps.cursors.seal(seal, last.position)
  const known = { matching, records: state?.records ?? 0 }
  const told = { structureVersion: entitlement.structure.version, apply: asOf ?? state?.apply ?? null }
  const body = await bodyOf(request, { fields: query.select, isKeyShown: window.showsKeys }, shown, async () => ({
    next,
    count: after === undefined ? await countOf(view, query, known) : null,
    ...told,
  }))
  const read: ReadFacts = {
    action: 'page',
    entitlement,
    fields: query.select,
    query: loggedQuery(query, asOf),
    asked: askedQuery(query, asOf, { limit, cursor }),
    rows: shown.length,
    body,
    format,
    ...told,
  }
  return { ...(await answer(deps, reader, request, read)), next }
}

/** The rows in the format asked for; only JSON has room for what else there is to say of them. */
async function bodyOf(
  { format, bom }: Wanted,
  shown: { readonly fields: readonly Field[]; readonly isKeyShown: boolean },
  rows: readonly RecordRow[],
  rest: () => Promise<object>,
): Promise<string | Buffer> {
  const bodies = rows.map(({ body }) => body)
  if (format === 'json') return `{"items":[${bodies.join(',')}],${JSON.stringify(await rest()).slice(1)}`
  if (format === 'geojson') {
    const { fields, isKeyShown } = shown
    const geometry = geometryField(fields)
    return featureCollection(rows.map(({ key, body }) => toFeature(isKeyShown ? key : undefined, body, geometry)))
  }
  return formatRows(format, shown.fields, bodies, bom)
}

/** A reader of all rows in force gets their maintained count; everybody else a count up to a bound. */
async function countOf(
  { entitlement, asOf }: View,
  query: RecordQuery,
  known: { readonly matching: number | undefined; readonly records: number },
) {
  const { window } = entitlement
  const isAll = query.where.length === 0 && window.reach === 'whole' && asOf === undefined
  if (isAll) return { kind: 'exact', value: known.records }
  const value = known.matching ?? (await countRecords(window.db, { query, window, asOf }, countBound))
  return value > countBound ? { kind: 'at-least', value: countBound } : { kind: 'exact', value }
}

async function readOne(
  deps: RecordReaderDeps,
  reader: Principal,
  request: KeyRequest,
  { entitlement, fields, find }: KeptPlan,
): Promise<Answer | 'stale'> {
  const { key, dataset } = request
  const row = await find(key)
  if (row.epoch !== reader.epoch) return 'stale'
  const body = row.body === null ? '' : recordBody(key, row.body, row)
  const question = keyQuestion(deps, dataset, key, {})
  const told = { structureVersion: entitlement.structure.version, apply: row.apply }
  const rows = row.body === null ? 0 : 1
  const read: ReadFacts = { action: 'one', entitlement, fields, ...question, rows, body, format: 'json', ...told }
  const found = await answer(deps, reader, request, read)
  if (row.body === null) throw warehouseProblems.recordNotFound({ dataset })
  return found
}

async function readOneViewed(
  deps: RecordReaderDeps,
  reader: Principal,
  request: ViewedKeyRequest,
): Promise<Answer | 'stale'> {
  const { key, dataset, format } = request
  if ((await findEpoch(deps.database.reader)) !== reader.epoch) return 'stale'
  const { entitlement, asOf } = await viewOf(deps, reader, { ...request, channel: 'lookup' })
  requireKeys(entitlement)
  const { select } = parseRecordQuery(entitlement.fields, { select: request.select })
  const form = takesTexts(format) ? 'texts' : 'values'
  const { window } = entitlement
  const { db } = window
  const apply = asOf ?? (await findState(db, entitlement.dataset.id))?.apply ?? null
  const row = await findRecordAt(db, { key, select, window, asOf, form })
  const body = row ? await singleBody(request, select, row) : ''
  const question = keyQuestion(deps, dataset, key, { asOf })
  const told = { structureVersion: entitlement.structure.version, apply }
  const rows = row ? 1 : 0
  const read: ReadFacts = { action: 'one', entitlement, fields: select, ...question, rows, body, format, ...told }
  const found = await answer(deps, reader, request, read)
  if (!row) throw warehouseProblems.recordNotFound({ dataset })
  return found
}

async function singleBody(
  request: ViewedKeyRequest,
  fields: readonly Field[],
  row: SingleRow,
): Promise<string | Buffer> {
  const { format, bom, key } = request
  if (format === 'json') return recordBody(key, row.body, row)
  if (format === 'geojson') return toFeature(key, row.body, geometryField(fields))
  return formatRows(format, fields, [row.body], bom)
}

function recordBody(key: string, values: string, { since, at }: Omit<SingleRow, 'body'>): string {
  return `{"key":${JSON.stringify(key)},"values":${values},"since":{"apply":${String(since)},"at":"${at.toISOString()}"}}`
}

async function readHistory(deps: RecordReaderDeps, reader: Principal, request: KeyRequest): Promise<Answer> {
  const { key, dataset } = request
  const { entitlement, fields: chosen } = await makePlan(deps, reader, request)
  const select = request.select === undefined ? undefined : chosen
  const { versions, fields } = await historyOf(deps, entitlement, { key, select })
  const body = `{"items":[${versions.flatMap(versionToWire).join(',')}]}`
  const question = keyQuestion(deps, dataset, key, { history: true })
  const found = await answer(deps, reader, request, {
    ...{
      action: 'history',
      entitlement,
      fields,
      ...question,
      rows: versions.length,
      body,
      format: 'json',
    },
  })
  if (versions.length === 0) throw warehouseProblems.recordNotFound({ dataset })
  return found
}

async function answerProof(
  deps: RecordReaderDeps,
  reader: Principal,
  request: ProofRequest,
  { proof, fields, entitlement }: MadeProof,
): Promise<Answer> {
  const { dataset, key } = request
  const body = proof ? JSON.stringify(proofToWire(proof)) : ''
  const question = keyQuestion(deps, dataset, key, {})
  const rows = proof ? 1 : 0
  const read: ReadFacts = { action: 'proof', entitlement, fields, ...question, rows, body, format: 'json' }
  const found = await answer(deps, reader, request, read)
  if (!proof) throw warehouseProblems.recordNotFound({ dataset })
  return found
}

async function answerChanges(deps: RecordReaderDeps, reader: Principal, request: ChangesRequest): Promise<Answer> {
  const { fields, entitlement, apply, from, items, next, more } = await readChanges(deps, reader, request)
  const changes = items.map(({ apply, at, operation, key, body }) => {
    const head = JSON.stringify({ apply, at: at.toISOString(), operation, key })
    return `${head.slice(0, -1)},"values":${body ?? 'null'}}`
  })
  const body = `{"items":[${changes.join(',')}],${JSON.stringify({ next, more }).slice(1)}`
  const query = JSON.stringify({ from })
  const { since, cursor, limit } = request
  const asked = { since, limit, cursor }
  return answer(deps, reader, request, {
    ...{ action: 'changes', entitlement, fields, query, asked, rows: items.length, body, format: 'json' },
    ...{ structureVersion: entitlement.structure.version, apply },
  })
}

function keyQuestion(
  { secret }: RecordReaderDeps,
  dataset: string,
  key: string,
  more: Question,
): Pick<ReadFacts, 'query' | 'asked'> {
  const query = JSON.stringify({ key: recordKeyDigest(secret, dataset, key), ...more })
  return { query, asked: { key, ...more } }
}

interface ReadFacts {
  readonly action: ReadAction
  readonly fields: readonly Field[]
  readonly query: string
  readonly asked: Question
  readonly rows: number
  readonly body: string | Buffer
  readonly format: Format
  readonly entitlement: Entitlement
  /** The version of the structure the rows are told in. */
  readonly structureVersion?: number
  /** The apply whose state was read; null when there was none yet. */
  readonly apply?: number | null
}

/** No answer leaves before its rows are counted against the grant, where there is one, and its read is in the log. */
async function answer(
  deps: RecordReaderDeps,
  reader: Principal,
  request: Pick<PlanRequest, 'dataset' | 'purpose'>,
  read: ReadFacts,
): Promise<Answer> {
  const body = Buffer.from(read.body)
  const digest = sha256(body)
  const { grant } = read.entitlement
  if (grant) await deps.access.takeRows(grant, read.rows, deps.clock.now())
  await deps.reads.record({
    actor: reader,
    dataset: request.dataset,
    action: read.action,
    purpose: request.purpose,
    query: read.query,
    asked: read.asked,
    fields: read.fields.map((field) => field.name),
    rows: read.rows,
    digest: digest.toString('hex'),
    reasons: read.entitlement.reasons,
    grant: read.entitlement.grant?.id,
    structureVersion: read.structureVersion,
    apply: read.apply,
  })
  return { body, digest, format: read.format, headers: cutHeaders(read.entitlement) }
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
