import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { principalOf } from '../../identity/index.ts'
import { IdShape, preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { QuarantineCountsShape, SubmissionShape } from '../submission/submission.schema.ts'
import type { SubmissionViews } from '../submission/submission.view.ts'
import { QuarantineEdits, QuarantinePage, QuarantineQuery } from './quarantine.schema.ts'
import type { Mending } from './mending.service.ts'
import type { QuarantineReader } from './quarantine.reader.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'

export interface QuarantineRouteDeps {
  readonly views: SubmissionViews
  readonly quarantine: QuarantineReader
  readonly mending: Mending
  readonly cursors: CursorSeal
}

const params = Type.Object({ id: IdShape })
const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])

export function quarantineRoutes(deps: QuarantineRouteDeps): Route[] {
  return [list(deps), download(deps), edit(deps), resume(deps)]
}

function list({ views, quarantine, cursors }: QuarantineRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions/:id/quarantine',
    operationId: 'warehouse.listQuarantine',
    summary: 'Rows of a submission that broke a rule and wait to be mended; for the unit that sent them',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['warehouse.submissionNotFound', 'warehouse.quarantineNotYours'],
    schema: { params, querystring: QuarantineQuery, response: { 200: QuarantinePage } },
    handler: async (request) => {
      const { state = 'open', rule, field, limit = 100, cursor } = request.query
      const name = JSON.stringify(['quarantine', request.params.id, state, rule ?? null, field ?? null])
      const after = cursor === undefined ? 0 : Number(cursors.open(name, cursor))
      const submission = await views.get(request.params.id)
      const question = { state, rule, field, after, limit, language: languageOf(request) }
      const items = await quarantine.list(submission, principalOf(request), question)
      const last = items.length === limit ? items.at(-1) : undefined
      const counts = await quarantine.counts(submission)
      return { items, next: last === undefined ? null : cursors.seal(name, last.row), counts }
    },
  })
}

function download({ views, quarantine }: QuarantineRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions/:id/quarantine.csv',
    operationId: 'warehouse.downloadQuarantine',
    summary: 'The rows that wait as a correction file, to be mended and sent back with `continues`',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['warehouse.submissionNotFound', 'warehouse.quarantineNotYours'],
    schema: { params, response: { 200: Type.String({ description: 'CSV, UTF-8 with byte order mark' }) } },
    handler: async (request, reply) => {
      const submission = await views.get(request.params.id)
      const content = quarantine.csv(submission, principalOf(request), languageOf(request))
      const first = await content.next()
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${submission.datasetCode}-quarantine.csv"`)
        .send(Readable.from(prepend(first.done === true ? '' : first.value, content)))
    },
  })
}

function edit({ views, mending }: QuarantineRouteDeps): Route {
  return route({
    method: 'PATCH',
    url: '/warehouse/submissions/:id/quarantine',
    operationId: 'warehouse.editQuarantine',
    summary: 'Keep what was typed over rows that wait; nothing is applied by it',
    permission: warehousePermissions['submission.submit'],
    zone: 'dedicated',
    problems: [
      'access.submitRefused',
      'warehouse.submissionNotFound',
      'warehouse.quarantineNotYours',
      'warehouse.quarantineRowMissing',
      'warehouse.quarantineSettled',
      'warehouse.unknownField',
    ],
    schema: { params, body: QuarantineEdits, response: { 200: QuarantineCountsShape } },
    handler: async (request) =>
      mending.edit(await views.get(request.params.id), principalOf(request), request.body.rows),
  })
}

function resume({ views, mending }: QuarantineRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/warehouse/submissions/:id/continuation',
    operationId: 'warehouse.continueSubmission',
    summary: 'Send the rows that were mended as a submission of their own; those discarded are settled',
    permission: warehousePermissions['submission.submit'],
    zone: 'dedicated',
    problems: [
      'access.submitRefused',
      'warehouse.submissionNotFound',
      'warehouse.quarantineNotYours',
      'warehouse.quarantineSettled',
      'warehouse.nothingMended',
      'warehouse.nothingToMend',
      'warehouse.structureMissing',
    ],
    schema: { params, response: { 202: SubmissionShape } },
    handler: async (request, reply) => {
      const principal = principalOf(request)
      const submission = await mending.continue(await views.get(request.params.id), principal, 'api')
      return reply
        .code(202)
        .header('location', `/api/v1/warehouse/submissions/${submission.id}`)
        .send(await views.toWire(submission, principal, languageOf(request)))
    },
  })
}

async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}
