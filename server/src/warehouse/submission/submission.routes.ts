import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Catalogue } from '../../catalogue/index.ts'
import { principalOf } from '../../identity/index.ts'
import { journalProblems, sendEvidence, sendReceipt } from '../../journal/index.ts'
import type { EvidenceMaker, Receipts, TakenIn } from '../../journal/index.ts'
import { IdShape, preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, Db, Json, Route } from '../../platform/index.ts'
import { readProfile } from '../intake/profile.schema.ts'
import type { Uploads } from '../upload/upload.service.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { faultsAsCsv } from './fault-csv.ts'
import { DatasetParams } from '../dataset.schema.ts'
import {
  FaultPage,
  FromUploadBody,
  MineQuery,
  SubmissionListQuery,
  SubmissionPage,
  SubmissionShape,
  SubmitQuery,
} from './submission.schema.ts'
import type { SubmissionService } from './submission.service.ts'
import { listSubmissions } from './submission.store.ts'
import type { Submission } from './submission.ts'
import type { FaultPageRequest, SubmissionViews } from './submission.view.ts'
import { warehouseEvents } from '../warehouse.events.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'

export interface SubmissionRouteDeps {
  readonly db: Db
  readonly submissions: SubmissionService
  readonly views: SubmissionViews
  readonly catalogue: Catalogue
  readonly cursors: CursorSeal
  readonly uploads: Uploads
  readonly receipts: Receipts
  readonly evidence: EvidenceMaker
}

/** What a file may come as; what it is, its bytes tell. */
const fileTypes = [
  'text/csv',
  'text/tab-separated-values',
  'application/json',
  'application/geo+json',
  'application/x-ndjson',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
]

const SubmissionParams = Type.Object({ id: IdShape })
const FaultQuery = Type.Object({
  rule: Type.Optional(Type.String({ maxLength: 40, description: 'Only faults of this rule' })),
  field: Type.Optional(Type.String({ maxLength: 500, description: 'Only faults in this field; empty: of whole rows' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
})
const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])

export function submissionRoutes(deps: SubmissionRouteDeps): Route[] {
  return [
    submit(deps),
    submitUpload(deps),
    listDatasetSubmissions(deps),
    listOwnSubmissions(deps),
    getSubmission(deps),
    getReceipt(deps),
    getEvidence(deps),
    listErrors(deps),
    downloadErrors(deps),
  ]
}

type ListQuery = Static<typeof SubmissionListQuery>

async function pageOf(
  { db, views, cursors }: SubmissionRouteDeps,
  request: FastifyRequest,
  owner: { datasetId?: string; unitId?: string },
  { limit = 50, cursor, state, load, quarantine }: ListQuery,
) {
  const filter = { ...owner, state, load, isOpen: quarantine === 'open' }
  const name = JSON.stringify(['submissions', filter])
  const position = cursor === undefined ? undefined : cursors.open(name, cursor)
  const before = typeof position === 'string' ? position : undefined
  const rows = await listSubmissions(db, { ...filter, before, limit })
  const toWire = (row: Submission) => views.toListed(row, languageOf(request))
  const last = rows.length === limit ? rows.at(-1) : undefined
  return { items: await Promise.all(rows.map(toWire)), next: last === undefined ? null : cursors.seal(name, last.id) }
}

function submit({ submissions, views }: SubmissionRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/warehouse/datasets/:code/submissions',
    operationId: 'warehouse.submit',
    summary: 'Deliver a file to a dataset: CSV, XLSX, JSON, NDJSON or GeoJSON, streamed and kept as it came',
    permission: warehousePermissions['submission.submit'],
    zone: 'dedicated',
    problems: [
      'access.submitRefused',
      'catalogue.datasetNotFound',
      'warehouse.structureMissing',
      'warehouse.profileInvalid',
      'warehouse.sheetUndecided',
      'warehouse.kindRefusesQuarantine',
      'warehouse.nothingToMend',
      'catalogue.kindRefusesLoad',
      'warehouse.fileTooLarge',
      'warehouse.uploadBroken',
    ],
    streams: fileTypes,
    schema: { params: DatasetParams, querystring: SubmitQuery, response: { 202: SubmissionShape } },
    handler: async (request, reply) => {
      const { fileName, channel = 'api', load = 'full', onFault = 'reject', continues } = request.query
      const content = request.body instanceof Readable ? request.body : Readable.from([])
      const provider = principalOf(request)
      const submission = await submissions.receive(provider, {
        dataset: request.params.code,
        load,
        onFault,
        channel,
        fileName,
        continues,
        content,
        profile: readProfile(request.query.profile),
      })
      return accepted(reply, submission, await views.toWire(submission, provider, languageOf(request)))
    },
  })
}

function accepted(reply: FastifyReply, { id }: Submission, body: unknown): FastifyReply {
  return reply.code(202).header('location', `/api/v1/warehouse/submissions/${id}`).send(body)
}

function submitUpload({ submissions, views, uploads }: SubmissionRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/warehouse/datasets/:code/submissions/from-upload',
    operationId: 'warehouse.submitUpload',
    summary: 'Deliver an upload that has arrived, read as its preview showed',
    permission: warehousePermissions['submission.submit'],
    zone: 'dedicated',
    problems: [
      'access.submitRefused',
      'catalogue.datasetNotFound',
      'warehouse.structureMissing',
      'catalogue.kindRefusesLoad',
      'warehouse.kindRefusesQuarantine',
      'warehouse.nothingToMend',
      'warehouse.profileInvalid',
      'warehouse.sheetUndecided',
      'warehouse.uploadNotFound',
      'warehouse.uploadIncomplete',
      'warehouse.uploadSealed',
    ],
    schema: { params: DatasetParams, body: FromUploadBody, response: { 202: SubmissionShape } },
    handler: async (request, reply) => {
      const provider = principalOf(request)
      const { load = 'full', onFault = 'reject', channel = 'api', profile, remember = false, continues } = request.body
      const upload = await uploads.get(provider, request.body.upload)
      if (upload.datasetCode !== request.params.code) throw warehouseProblems.uploadNotFound()
      const submission = await submissions.receive(provider, {
        ...{ dataset: upload.datasetCode, load, onFault, channel, remember, continues },
        fileName: upload.fileName ?? undefined,
        content: (await uploads.content(upload)).stream(),
        profile: profile ?? undefined,
      })
      await uploads.remove(upload.id)
      return accepted(reply, submission, await views.toWire(submission, provider, languageOf(request)))
    },
  })
}

function listDatasetSubmissions(deps: SubmissionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/submissions',
    operationId: 'warehouse.listDatasetSubmissions',
    summary: 'Submissions of a dataset, newest first',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['catalogue.datasetNotFound'],
    schema: { params: DatasetParams, querystring: SubmissionListQuery, response: { 200: SubmissionPage } },
    handler: async (request) => {
      const { id } = await deps.catalogue.getDataset(request.params.code)
      return pageOf(deps, request, { datasetId: id }, request.query)
    },
  })
}

function listOwnSubmissions(deps: SubmissionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions',
    operationId: 'warehouse.listSubmissions',
    summary: "Submissions of the caller's unit, newest first",
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: [],
    schema: { querystring: MineQuery, response: { 200: SubmissionPage } },
    handler: (request) => pageOf(deps, request, { unitId: principalOf(request).unitId }, request.query),
  })
}

function getSubmission({ views }: SubmissionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions/:id',
    operationId: 'warehouse.getSubmission',
    summary: 'One submission: its progress, its faults by rule, its balance',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['warehouse.submissionNotFound'],
    schema: { params: SubmissionParams, response: { 200: SubmissionShape } },
    handler: async (request) =>
      views.toWire(await views.get(request.params.id), principalOf(request), languageOf(request)),
  })
}

function getReceipt({ views, receipts }: SubmissionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions/:id/receipt',
    operationId: 'warehouse.getSubmissionReceipt',
    summary: 'The receipt of a file that was taken in: digest, sender, time, place in the log',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['warehouse.submissionNotFound', 'journal.receiptNotReady'],
    schema: {
      params: SubmissionParams,
      response: { 200: Type.String({ description: 'Compact JWS (RFC 7515)' }) },
    },
    handler: async (request, reply) => {
      const receipt = await receipts.ofSubmission(takenIn(await views.get(request.params.id)))
      if (!receipt) throw journalProblems.receiptNotReady()
      return sendReceipt(reply, receipt)
    },
  })
}

function getEvidence({ views, receipts, evidence }: SubmissionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions/:id/evidence',
    operationId: 'warehouse.getSubmissionEvidence',
    summary: 'All that proves without the warehouse that a file was taken in: receipt, log, time-stamp, certificates',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['warehouse.submissionNotFound', 'journal.receiptNotReady', 'journal.evidenceNotReady'],
    schema: { params: SubmissionParams, response: { 200: Type.String({ description: 'ZIP' }) } },
    handler: async (request, reply) => {
      const signed = await receipts.ofSubmission(takenIn(await views.get(request.params.id)))
      if (!signed) throw journalProblems.receiptNotReady()
      return sendEvidence(reply, signed, await evidence.of(signed))
    },
  })
}

/** A submission as its receipt tells it. */
function takenIn(submission: Submission): TakenIn {
  const { id, receivedAt, datasetCode, load, structureVersion, bytes, digest } = submission
  const by = { ...submission, unitId: submission.sentByUnit ?? submission.unitId }
  return {
    ...{ id, at: receivedAt, by, dataset: datasetCode, action: load, structureVersion, bytes, digest },
    event: warehouseEvents['submission.received'],
  }
}

function listErrors({ views, cursors }: SubmissionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions/:id/errors',
    operationId: 'warehouse.listSubmissionErrors',
    summary: 'Faults of a submission in file order, all or those of one rule and field',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['warehouse.submissionNotFound', 'warehouse.reportNotYours'],
    schema: { params: SubmissionParams, querystring: FaultQuery, response: { 200: FaultPage } },
    handler: async (request) => {
      const { limit = 100, cursor, rule, field } = request.query
      const name = JSON.stringify(['errors', request.params.id, rule ?? null, field ?? null])
      const after = cursor === undefined ? undefined : faultPosition(cursors.open(name, cursor))
      const submission = await views.get(request.params.id)
      const items = await views.faults(submission, principalOf(request), {
        ...{ after, limit, rule, field },
        language: languageOf(request),
      })
      const last = items.length === limit ? items.at(-1) : undefined
      const position = last && [last.row, last.rule, last.field ?? '']
      return { items, next: position ? cursors.seal(name, position) : null }
    },
  })
}

function downloadErrors({ views }: SubmissionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/submissions/:id/errors.csv',
    operationId: 'warehouse.downloadSubmissionErrors',
    summary: 'Faults of a submission as a CSV file',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['warehouse.submissionNotFound', 'warehouse.reportNotYours'],
    schema: {
      params: SubmissionParams,
      response: { 200: Type.String({ description: 'CSV, UTF-8 with byte order mark' }) },
    },
    handler: async (request, reply) => {
      const submission = await views.get(request.params.id)
      const content = faultsAsCsv(views, submission, principalOf(request), languageOf(request))
      const first = await content.next()
      const rest = Readable.from(prepend(first.done === true ? '' : first.value, content))
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${submission.datasetCode}-errors.csv"`)
        .send(rest)
    },
  })
}

/** A position that we sealed ourselves: row, rule, field. */
function faultPosition(sealed: Json): FaultPageRequest['after'] {
  const [row, rule, field] = sealed as readonly [number, string, string]
  return { row, rule, field }
}

async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}
