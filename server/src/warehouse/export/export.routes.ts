import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { principalOf } from '../../identity/index.ts'
import { PageQuery, preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { DatasetParams } from '../dataset.schema.ts'
import { mediaTypes } from '../record/format/format.ts'
import { grantHeaders } from '../record/record.schema.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'
import { readByteRange } from './byte-range.ts'
import { fileNameOf } from './export.ts'
import { ExportBody, ExportPage, ExportParams, ExportShape, exportToWire } from './export.schema.ts'
import type { ExportFile, ExportService } from './export.service.ts'

export interface ExportRouteDeps {
  readonly exports: ExportService
  readonly cursors: CursorSeal
}

const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])
const permission = warehousePermissions['record.read']

export function exportRoutes(deps: ExportRouteDeps): Route[] {
  return [requestExport(deps), listExports(deps), getExport(deps), removeExport(deps), downloadExport(deps)]
}

function requestExport({ exports }: ExportRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/warehouse/datasets/:code/exports',
    operationId: 'warehouse.requestExport',
    summary: 'Ask for records of a dataset as a file; it is written in the background, from one state of the data',
    permission,
    zone: 'dedicated',
    problems: [
      'access.readRefused',
      'access.channelNotGranted',
      'identity.stepUpRequired',
      'catalogue.datasetNotFound',
      'catalogue.structureNotFound',
      'warehouse.structureMissing',
      'warehouse.unknownField',
      'warehouse.unknownState',
      'warehouse.structureWithoutScope',
      'warehouse.fieldMasked',
      'warehouse.invalidFilter',
      'warehouse.invalidFilterValue',
      'warehouse.noGeometry',
      'warehouse.exportsTooMany',
      'warehouse.exportsHeld',
    ],
    schema: { params: DatasetParams, body: ExportBody, response: { 202: ExportShape } },
    handler: async (request, reply) => {
      const { format, select, filter, where, asOf, structure, bom, purpose } = request.body
      const question = { select, filter, where, asOf, structure, bom, purpose }
      const job = await exports.request(principalOf(request), { dataset: request.params.code, format, ...question })
      reply.code(202).header('location', `/api/v1/warehouse/exports/${job.id}`)
      return exportToWire(job, languageOf(request))
    },
  })
}

function listExports({ exports, cursors }: ExportRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/exports',
    operationId: 'warehouse.listExports',
    summary: "Exports of the caller's unit, newest first",
    permission,
    zone: 'dedicated',
    problems: ['platform.invalidCursor'],
    schema: { querystring: Type.Object(PageQuery), response: { 200: ExportPage } },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query
      const reader = principalOf(request)
      const seal = JSON.stringify(['exports', reader.unitId])
      const position = cursor === undefined ? undefined : cursors.open(seal, cursor)
      const before = typeof position === 'string' ? position : undefined
      const rows = await exports.list(reader, { before, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const items = rows.map((job) => exportToWire(job, languageOf(request)))
      return { items, next: last === undefined ? null : cursors.seal(seal, last.id) }
    },
  })
}

function getExport({ exports }: ExportRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/exports/:id',
    operationId: 'warehouse.getExport',
    summary: 'One export: how far it is, its size and digest',
    permission,
    zone: 'dedicated',
    problems: ['warehouse.exportNotFound'],
    schema: { params: ExportParams, response: { 200: ExportShape } },
    handler: async (request) =>
      exportToWire(await exports.get(principalOf(request), request.params.id), languageOf(request)),
  })
}

function removeExport({ exports }: ExportRouteDeps): Route {
  return route({
    method: 'DELETE',
    url: '/warehouse/exports/:id',
    operationId: 'warehouse.removeExport',
    summary: 'Cancel an export under way, or take a finished file away',
    permission,
    zone: 'dedicated',
    problems: ['warehouse.exportNotFound'],
    schema: { params: ExportParams, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await exports.remove(principalOf(request), request.params.id)
      return reply.code(204).send()
    },
  })
}

function downloadExport({ exports }: ExportRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/exports/:id/content',
    operationId: 'warehouse.downloadExport',
    summary: 'The file, whole or a range of its bytes; rights are asked again, and the read is logged',
    permission,
    zone: 'dedicated',
    problems: [
      'access.readRefused',
      'access.channelNotGranted',
      'warehouse.exportNotFound',
      'warehouse.exportNotReady',
      'warehouse.exportExpired',
      'warehouse.exportWithdrawn',
      'warehouse.exportsHeld',
    ],
    schema: {
      params: ExportParams,
      response: {
        200: Type.String({
          description: 'The file; 206 for a range, 304 when it is known, 416 for no byte',
          headers: grantHeaders,
        }),
      },
    },
    handler: async (request, reply) => {
      const file = await exports.file(principalOf(request), request.params.id)
      return sendFile(request, reply, file)
    },
  })
}

/** The bytes never change, so a tag holds for the file and each of its ranges. */
async function sendFile(request: FastifyRequest, reply: FastifyReply, file: ExportFile): Promise<FastifyReply> {
  const { digest, bytes, format } = file.export
  const base64 = Buffer.from(digest, 'hex').toString('base64')
  const tag = `"${base64}"`
  reply
    .header('etag', tag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'no-store')
    .headers(file.headers)
    .header('repr-digest', `sha-256=:${base64}:`)
    .header('content-disposition', `attachment; filename="${fileNameOf(file.export)}"`)
  const { range: header, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = request.headers
  if (ifNoneMatch?.split(',').some((each) => [tag, '*'].includes(each.trim())) === true) return reply.code(304).send()
  const range = ifRange === undefined || ifRange === tag ? readByteRange(header, bytes) : undefined
  if (range === 'none')
    return reply
      .code(416)
      .header('content-range', `bytes */${String(bytes)}`)
      .send()
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  reply.header('content-type', mediaTypes[format]).header('content-length', String(end - start + 1))
  if (range !== undefined) {
    reply.code(206).header('content-range', `bytes ${String(start)}-${String(end)}/${String(bytes)}`)
  }
  // A body that is none: the framework would otherwise tell its own length instead of the file's.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  await file.log()
  return reply.send(bytes === 0 ? '' : file.read({ start, end }))
}
