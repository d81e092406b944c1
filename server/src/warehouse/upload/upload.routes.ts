import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { principalOf } from '../../identity/index.ts'
import type { Principal } from '../../identity/index.ts'
import { preferredLanguage, route } from '../../platform/index.ts'
import type { ByteSource, Route } from '../../platform/index.ts'
import { PreviewShape } from '../intake/preview.schema.ts'
import type { Previews } from '../intake/preview.service.ts'
import { ProfileQuery, readProfile } from '../intake/profile.schema.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'
import { UploadParams, UploadShape, uploadToWire } from './upload.schema.ts'
import type { Uploads } from './upload.service.ts'
import { parseMetadata } from './upload.ts'
import type { UploadState } from './upload.ts'

export interface UploadRouteDeps {
  readonly uploads: Uploads
  readonly previews: Previews
  readonly sealing: UploadSealing
}

/** What stops an upload with a mark of state secrets (Điều 1.2); it lies with the submissions, which it stops as well. */
export interface UploadSealing {
  /** Throws `warehouse.uploadSealed` for an upload with a marker, which is under seal from then on. */
  refuseMarked(sender: Principal, upload: UploadState, source: ByteSource): Promise<void>
}

const permission = warehousePermissions['submission.submit']
const zone = 'dedicated'
const streams = ['application/offset+octet-stream']
const Nothing = (description: string) => Type.Null({ description })

/** Files in pieces (tus 1.0), and how a file that has arrived would be read. */
export function uploadRoutes(deps: UploadRouteDeps): Route[] {
  return [options(deps), create(deps), head(deps), patch(deps), terminate(deps), state(deps), preview(deps)]
}

function options({ uploads }: UploadRouteDeps): Route {
  return route({
    method: 'OPTIONS',
    url: '/warehouse/uploads',
    operationId: 'warehouse.describeUploads',
    summary: 'What this server knows of tus, the protocol of uploads in pieces',
    ...{ permission: 'anyone', zone, problems: [] },
    schema: { response: { 204: Nothing('Tus-Version, Tus-Extension, Tus-Max-Size') } },
    handler: async (request, reply) => sendBack(reply, await uploads.answer(toWeb(request))),
  })
}

function create({ uploads }: UploadRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/warehouse/uploads',
    operationId: 'warehouse.createUpload',
    summary: 'Begin an upload in pieces (tus 1.0); Upload-Metadata names dataset and filename',
    ...{ permission, zone, streams },
    problems: [
      'access.submitRefused',
      'catalogue.datasetNotFound',
      'warehouse.fileTooLarge',
      'warehouse.uploadUnnamed',
    ],
    schema: { response: { 201: Nothing('Location names the upload') } },
    handler: async (request, reply) => {
      const metadata = parseMetadata(headerOf(request, 'upload-metadata') ?? '')
      const [dataset, length] = [metadata.get('dataset'), headerOf(request, 'upload-length') ?? '']
      if (dataset === undefined || !/^\d{1,15}$/.test(length)) throw warehouseProblems.uploadUnnamed()
      const file = { dataset, fileName: metadata.get('filename'), bytes: Number(length) }
      const { id } = await uploads.begin(principalOf(request), file)
      const answer = await uploads.answer(toWeb(request), id)
      if (answer.status !== 201) await uploads.remove(id)
      return sendBack(reply, answer)
    },
  })
}

function head({ uploads }: UploadRouteDeps): Route {
  return route({
    method: 'HEAD',
    url: '/warehouse/uploads/:id',
    operationId: 'warehouse.checkUpload',
    summary: 'How much of an upload has arrived (tus 1.0)',
    ...{ permission, zone, problems: ['warehouse.uploadNotFound', 'warehouse.uploadSealed'] },
    schema: { params: UploadParams, response: { 200: Nothing('Upload-Offset, Upload-Length') } },
    handler: async (request, reply) => {
      await uploads.get(principalOf(request), request.params.id)
      return sendBack(reply, await uploads.answer(toWeb(request)))
    },
  })
}

function patch({ uploads }: UploadRouteDeps): Route {
  return route({
    method: 'PATCH',
    url: '/warehouse/uploads/:id',
    operationId: 'warehouse.continueUpload',
    summary: 'The next piece of an upload (tus 1.0)',
    ...{ permission, zone, streams, problems: ['warehouse.uploadNotFound', 'warehouse.uploadSealed'] },
    schema: { params: UploadParams, response: { 204: Nothing('Upload-Offset') } },
    handler: async (request, reply) => {
      await uploads.get(principalOf(request), request.params.id)
      return sendBack(reply, await uploads.answer(toWeb(request)))
    },
  })
}

function terminate({ uploads }: UploadRouteDeps): Route {
  return route({
    method: 'DELETE',
    url: '/warehouse/uploads/:id',
    operationId: 'warehouse.removeUpload',
    summary: 'Give an upload up (tus 1.0)',
    ...{ permission, zone, problems: ['warehouse.uploadNotFound', 'warehouse.uploadSealed'] },
    schema: { params: UploadParams, response: { 204: Nothing('It is gone') } },
    handler: async (request, reply) => {
      await uploads.get(principalOf(request), request.params.id)
      await uploads.remove(request.params.id)
      return reply.code(204).header('tus-resumable', '1.0.0').send()
    },
  })
}

function state({ uploads }: UploadRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/uploads/:id/state',
    operationId: 'warehouse.getUpload',
    summary: 'An upload as JSON: its dataset, file name and how much has arrived',
    ...{ permission, zone, problems: ['warehouse.uploadNotFound', 'warehouse.uploadSealed'] },
    schema: { params: UploadParams, response: { 200: UploadShape } },
    handler: async (request) => uploadToWire(await uploads.get(principalOf(request), request.params.id)),
  })
}

function preview({ uploads, previews, sealing }: UploadRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/uploads/:id/preview',
    operationId: 'warehouse.previewUpload',
    summary: 'How an upload would be read: as its sender says, as remembered, or by a guess with its reasons',
    ...{ permission, zone },
    problems: [
      'access.submitRefused',
      'warehouse.uploadNotFound',
      'warehouse.uploadIncomplete',
      'warehouse.uploadSealed',
      'warehouse.structureMissing',
      'warehouse.profileInvalid',
    ],
    schema: { params: UploadParams, querystring: ProfileQuery, response: { 200: PreviewShape } },
    handler: async (request) => {
      const sender = principalOf(request)
      const upload = await uploads.get(sender, request.params.id)
      const source = await uploads.content(upload)
      await sealing.refuseMarked(sender, upload, source)
      const said = readProfile(request.query.profile)
      const language = preferredLanguage(request.headers['accept-language'])
      return previews.of(sender, { dataset: upload.datasetCode, source, said, language })
    },
  })
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

/** The request as the web's standard has it, which is how the protocol's library takes it. */
function toWeb(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value)
  const body = request.body instanceof Readable ? { body: toWebStream(request.body), duplex: 'half' as const } : {}
  return new Request(`http://khochung${request.url}`, { method: request.method, headers, ...body })
}

function toWebStream(content: Readable): ReadableStream<Uint8Array> {
  const chunks = content.iterator() as AsyncIterator<Uint8Array, undefined>
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => {
      content.destroy()
    },
  })
}

async function sendBack(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const [name, value] of response.headers) if (name !== 'content-length') reply.header(name, value)
  return reply.code(response.status).send(await response.text())
}
