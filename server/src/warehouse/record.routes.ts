import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../identity/index.ts'
import { principalOf } from '../identity/index.ts'
import { platformProblems, route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import {
  DatasetParams,
  RecordHistory,
  RecordPage,
  RecordParams,
  RecordQueryShape,
  RecordShape,
  RecordsQuery,
} from './record.schema.ts'
import type { Answer, RecordReader } from './record.service.ts'
import { warehousePermissions } from './warehouse.permissions.ts'

export interface RecordRouteDeps {
  readonly records: RecordReader
  /** Authenticates the request again, after rights have changed. */
  readonly refresh: (request: FastifyRequest) => Promise<Principal | undefined>
}

const readProblems = [
  'access.readRefused',
  'catalogue.datasetNotFound',
  'warehouse.structureMissing',
  'warehouse.unknownField',
]

export function recordRoutes(deps: RecordRouteDeps): Route[] {
  return [listRecords(deps), getRecord(deps), getRecordHistory(deps)]
}

function listRecords({ records }: RecordRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/records',
    operationId: 'warehouse.listRecords',
    summary: 'Records of a dataset: chosen fields, typed filters, sorted, page by page',
    permission: warehousePermissions['record.read'],
    zone: 'city',
    problems: [...readProblems, 'warehouse.invalidFilter', 'warehouse.invalidFilterValue', 'platform.invalidCursor'],
    schema: { params: DatasetParams, querystring: RecordsQuery, response: { 200: RecordPage } },
    handler: async (request, reply) => {
      const { select, filter, sort, purpose, limit = 50, cursor } = request.query
      const filters = typeof filter === 'string' ? [filter] : filter
      const page = { dataset: request.params.code, select, filter: filters, sort, purpose, limit, cursor }
      return send(reply, await records.page(principalOf(request), page))
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
    zone: 'city',
    problems: [...readProblems, 'warehouse.recordNotFound'],
    checksAuthority: true,
    schema: { params: RecordParams, querystring: RecordQueryShape, response: { 200: RecordShape } },
    handler: async (request, reply) => {
      const { code, key } = request.params
      const { select, purpose } = request.query
      const read = (reader: Principal) => records.one(reader, { dataset: code, key, select, purpose })
      const first = await read(principalOf(request))
      return send(reply, first === 'stale' ? await readAgain(read, await refresh(request)) : first)
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
    zone: 'city',
    problems: [...readProblems, 'warehouse.recordNotFound'],
    schema: { params: RecordParams, querystring: RecordQueryShape, response: { 200: RecordHistory } },
    handler: async (request, reply) => {
      const { code, key } = request.params
      const { select, purpose } = request.query
      return send(reply, await records.history(principalOf(request), { dataset: code, key, select, purpose }))
    },
  })
}

/** Rights changed between sign-in and read: once more with the rights of now; a second change asks the caller to retry. */
async function readAgain(
  read: (reader: Principal) => Promise<Answer | 'stale'>,
  reader: Principal | undefined,
): Promise<Answer> {
  if (!reader) throw platformProblems.signInRequired()
  const answer = await read(reader)
  if (answer === 'stale') throw platformProblems.databaseUnavailable()
  return answer
}

function send(reply: FastifyReply, { body, digest }: Answer): FastifyReply {
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('repr-digest', `sha-256=:${digest.toString('base64')}:`)
    .header('cache-control', 'no-store')
    .send(body)
}
