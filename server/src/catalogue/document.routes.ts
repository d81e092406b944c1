import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { principalOf } from '../identity/index.ts'
import { route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { cataloguePermissions } from './catalogue.permissions.ts'
import type { Catalogue } from './catalogue.ts'
import { DatasetParams } from './dataset.schema.ts'
import { attachment } from './document.ts'
import {
  DocumentList,
  DocumentListQuery,
  DocumentParams,
  DocumentQuery,
  DocumentShape,
  documentToWire,
} from './document.schema.ts'

interface Deps {
  readonly catalogue: Catalogue
}

export function documentRoutes(deps: Deps): Route[] {
  return [listDocuments(deps), addDocument(deps), downloadDocument(deps)]
}

function listDocuments({ catalogue }: Deps): Route {
  return route({
    method: 'GET',
    url: '/catalogue/datasets/:code/documents',
    operationId: 'catalogue.listDocuments',
    summary: 'Technical documents of a dataset, superseded versions on request',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['catalogue.datasetNotFound'],
    schema: { params: DatasetParams, querystring: DocumentListQuery, response: { 200: DocumentList } },
    handler: async ({ params: { code }, query: { superseded = false } }) => {
      const documents = await catalogue.listDocuments(code, { superseded })
      return { items: documents.map((document) => documentToWire(code, document)) }
    },
  })
}

function addDocument({ catalogue }: Deps): Route {
  return route({
    method: 'POST',
    url: '/catalogue/datasets/:code/documents',
    operationId: 'catalogue.addDocument',
    summary: 'Add a technical document, or the next version of one (`supersedes`); the body is the file',
    permission: cataloguePermissions['document.add'],
    zone: 'dedicated',
    problems: [
      'catalogue.datasetNotFound',
      'catalogue.notYourDataset',
      'catalogue.documentNotFound',
      'catalogue.documentSuperseded',
      'catalogue.documentTooLarge',
      'catalogue.documentTypeMismatch',
      'catalogue.secrecyMarked',
    ],
    streams: ['application/octet-stream'],
    schema: { params: DatasetParams, querystring: DocumentQuery, response: { 201: DocumentShape } },
    handler: async (request, reply) => {
      const { params, query } = request
      const content = request.body instanceof Readable ? request.body : Readable.from([])
      const input = { ...query, supersedes: query.supersedes ?? null }
      const document = await catalogue.addDocument(principalOf(request), params.code, input, content)
      const wire = documentToWire(params.code, document)
      return reply.code(201).header('location', wire.href).send(wire)
    },
  })
}

function downloadDocument({ catalogue }: Deps): Route {
  return route({
    method: 'GET',
    url: '/catalogue/datasets/:code/documents/:document/content',
    operationId: 'catalogue.downloadDocument',
    summary: 'The file of a document; without sign-in only where the dataset is public',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['catalogue.datasetNotFound', 'catalogue.documentNotFound', 'platform.signInRequired'],
    schema: {
      params: DocumentParams,
      response: { 200: Type.Unsafe<Readable>(Type.String({ description: 'The file as it was added' })) },
    },
    handler: async (request, reply) => {
      const { code, document: id } = request.params
      const { document, content } = await catalogue.openDocument(request.principal, code, id)
      return (
        reply
          .header('content-type', document.mediaType)
          .header('content-disposition', attachment(document.fileName))
          .header('content-length', document.bytes)
          .header('repr-digest', `sha-256=:${Buffer.from(document.digest, 'hex').toString('base64')}:`)
          // Whatever a file holds, nothing in it runs under the portal's address.
          .header('content-security-policy', "default-src 'none'; sandbox")
          .send(content)
      )
    },
  })
}
