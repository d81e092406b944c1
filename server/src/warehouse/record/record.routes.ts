import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../../identity/index.ts'
import { principalOf, strangerProblem } from '../../identity/index.ts'
import { platformProblems, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import {
  ChangePage,
  ChangesQuery,
  HistoryQuery,
  ProofQuery,
  RecordHistory,
  RecordPage,
  RecordParams,
  RecordQueryShape,
  RecordShape,
  RecordsQuery,
} from './record.schema.ts'
import { RowProofShape } from '../storage/row-proof.wire.ts'
import { DatasetParams } from '../dataset.schema.ts'
import { mediaTypes, negotiate } from './format/format.ts'
import type { Format } from './format/format.ts'
import type { Answer, RecordReader, Wanted } from './record.service.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'

export interface RecordRouteDeps {
  readonly records: RecordReader
  /** Authenticates the request again, after rights have changed. */
  readonly refresh: (request: FastifyRequest) => Promise<Principal | undefined>
}

const readProblems = [
  'access.readRefused',
  'access.channelNotGranted',
  'access.volumeUsedUp',
  'catalogue.datasetNotFound',
  'warehouse.structureMissing',
  'warehouse.unknownField',
]

const viewProblems = [
  'catalogue.structureNotFound',
  'warehouse.unknownState',
  'warehouse.structureWithoutScope',
  'warehouse.noGeometry',
]

export function recordRoutes(deps: RecordRouteDeps): Route[] {
  return [listRecords(deps), getRecord(deps), getRecordHistory(deps), getRecordProof(deps), listChanges(deps)]
}

function listRecords({ records, refresh }: RecordRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/records',
    operationId: 'warehouse.listRecords',
    summary: 'Records of a dataset: chosen fields, typed filters, sorted, page by page',
    permission: warehousePermissions['record.read'],
    zone: 'dedicated',
    problems: [
      ...readProblems,
      ...viewProblems,
      'warehouse.fieldMasked',
      'warehouse.invalidFilter',
      'warehouse.invalidFilterValue',
      'platform.invalidCursor',
    ],
    schema: { params: DatasetParams, querystring: RecordsQuery, response: { 200: RecordPage } },
    handler: async (request, reply) => {
      const { select, filter, where, sort, asOf, structure, purpose, limit = 50, cursor } = request.query
      const question = { dataset: request.params.code, select, where, sort, asOf, structure, purpose, limit, cursor }
      const page = { ...question, filter: typeof filter === 'string' ? [filter] : filter, ...wantedIn(request) }
      const read = (reader: Principal) => records.page(reader, page)
      const first = await read(principalOf(request))
      return send(request, reply, first === 'stale' ? await readAgain(read, request, refresh) : first)
    },
  })
}

function getRecord({ records, refresh }: RecordRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/records/:key',
    operationId: 'warehouse.getRecord',
    summary: 'One record by its key',
    permission: warehousePermissions['record.read'],
    zone: 'dedicated',
    problems: [...readProblems, ...viewProblems, 'warehouse.keysWithheld', 'warehouse.recordNotFound'],
    checksAuthority: true,
    schema: { params: RecordParams, querystring: RecordQueryShape, response: { 200: RecordShape } },
    handler: async (request, reply) => {
      const { code, key } = request.params
      const { select, purpose, asOf, structure } = request.query
      const question = { dataset: code, key, select, purpose }
      const wanted = wantedIn(request)
      const isPlain = asOf === undefined && structure === undefined && wanted.format === 'json'
      const read = (reader: Principal) =>
        isPlain ? records.one(reader, question) : records.oneViewed(reader, { ...question, ...wanted, asOf, structure })
      const first = await read(principalOf(request))
      return send(request, reply, first === 'stale' ? await readAgain(read, request, refresh) : first)
    },
  })
}

function getRecordHistory({ records }: RecordRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/records/:key/history',
    operationId: 'warehouse.getRecordHistory',
    summary: 'Every version of one record, newest first',
    permission: warehousePermissions['record.read'],
    zone: 'dedicated',
    problems: [...readProblems, 'warehouse.keysWithheld', 'warehouse.recordNotFound'],
    schema: { params: RecordParams, querystring: HistoryQuery, response: { 200: RecordHistory } },
    handler: async (request, reply) => {
      const { code, key } = request.params
      const { select, purpose } = request.query
      const question = { dataset: code, key, select, purpose }
      return send(request, reply, await records.history(principalOf(request), question))
    },
  })
}

function getRecordProof({ records }: RecordRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/records/:key/proof',
    operationId: 'warehouse.getRecordProof',
    summary:
      'What proves that a record is in force: its commitment, the paths to the roots of its apply and of the journal',
    permission: warehousePermissions['record.read'],
    zone: 'dedicated',
    problems: [...readProblems, 'warehouse.keysWithheld', 'warehouse.recordNotFound', 'warehouse.proofNotReady'],
    schema: { params: RecordParams, querystring: ProofQuery, response: { 200: RowProofShape } },
    handler: async (request, reply) => {
      const { code, key } = request.params
      const question = { dataset: code, key, purpose: request.query.purpose }
      return send(request, reply, await records.proof(principalOf(request), question))
    },
  })
}

function listChanges({ records }: RecordRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/changes',
    operationId: 'warehouse.listChanges',
    summary: 'What changed in a dataset after an apply, in order, without gaps',
    permission: warehousePermissions['record.read'],
    zone: 'dedicated',
    problems: [...readProblems, 'warehouse.keysWithheld', 'platform.invalidCursor'],
    schema: { params: DatasetParams, querystring: ChangesQuery, response: { 200: ChangePage } },
    handler: async (request, reply) => {
      const { since = 0, select, purpose, cursor, limit = 50 } = request.query
      const question = { dataset: request.params.code, since, select, purpose, cursor, limit }
      return send(request, reply, await records.changes(principalOf(request), question))
    },
  })
}

/** Rights changed between sign-in and read: once more with the rights of now; a second change asks the caller to retry. */
async function readAgain(
  read: (reader: Principal) => Promise<Answer | 'stale'>,
  request: FastifyRequest,
  refresh: RecordRouteDeps['refresh'],
): Promise<Answer> {
  const reader = await refresh(request)
  if (!reader) throw strangerProblem(request)
  const answer = await read(reader)
  if (answer === 'stale') throw platformProblems.databaseUnavailable()
  return answer
}

function wantedIn({ headers, query }: FastifyRequest<{ Querystring: { format?: Format; bom?: boolean } }>): Wanted {
  return { format: negotiate(headers.accept, query.format), bom: query.bom ?? false }
}

/** An answer that the caller already has is not sent again (RFC 9110 §13.1.2); the read was logged all the same. */
function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, digest, format, headers, next }: Answer,
): FastifyReply {
  const base64 = digest.toString('base64')
  const tag = `"${base64}"`
  reply
    .header('etag', tag)
    .header('vary', 'accept')
    // Nothing on the way keeps a copy; a system that keeps its own asks with the tag whether it still holds.
    .header('cache-control', 'no-store')
    .headers(headers)
  // Formats without room for a cursor tell it here (RFC 8288).
  if (typeof next === 'string') reply.header('link', `<${pageBehind(request.url, next)}>; rel="next"`)
  if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.header('content-type', mediaTypes[format]).header('repr-digest', `sha-256=:${base64}:`).send(body)
}

function pageBehind(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', cursor)
  return `${path}?${parameters.toString()}`
}

function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? []
  return tags.includes(tag) || tags.includes('*')
}
