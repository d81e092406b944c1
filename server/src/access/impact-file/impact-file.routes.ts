import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import { preferredLanguage, route, sendDocument } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { accessPermissions } from '../access.permissions.ts'
import { impactDocument } from './impact-document.ts'
import {
  ConfirmationBody,
  fileToWire,
  ImpactBody,
  ImpactFileList,
  ImpactFileShape,
  summaryToWire,
} from './impact-file.schema.ts'
import type { ImpactFile, ImpactFiles } from './impact-file.service.ts'

const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 100 }) })
const problems = ['catalogue.datasetNotFound', 'access.impactFileNeedless', 'access.impactFileForeign']
const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])

function toWire(request: FastifyRequest, file: ImpactFile) {
  const { unitId, roles } = principalOf(request)
  return fileToWire(file, {
    language: languageOf(request),
    mayWrite: file.provider.id === unitId && roles.includes('provider'),
  })
}

export function impactFileRoutes({ impacts }: { impacts: ImpactFiles }): Route[] {
  return [...readingRoutes(impacts), ...writingRoutes(impacts)]
}

function readingRoutes(impacts: ImpactFiles): Route[] {
  const reading = { method: 'GET', permission: accessPermissions['impactFile.read'], zone: 'dedicated' } as const
  return [
    route({
      ...reading,
      url: '/access/impact-files',
      operationId: 'access.listImpactFiles',
      summary: 'Datasets in force with personal data, and where the impact file of each stands',
      problems: [],
      schema: { response: { 200: ImpactFileList } },
      handler: async (request) => ({
        items: (await impacts.listImpactFiles(principalOf(request))).map(summaryToWire),
      }),
    }),
    route({
      ...reading,
      url: '/access/impact-files/:code',
      operationId: 'access.getImpactFile',
      summary: 'The impact file of a dataset: what the warehouse knows, and what its provider says',
      problems,
      schema: { params: CodeParams, response: { 200: ImpactFileShape } },
      handler: async (request) =>
        toWire(request, await impacts.getImpactFile(principalOf(request), request.params.code)),
    }),
    route({
      ...reading,
      url: '/access/impact-files/:code/file.docx',
      operationId: 'access.downloadImpactFile',
      summary: 'The impact file of a dataset as an office document',
      problems,
      schema: { params: CodeParams, response: { 200: Type.String({ description: 'DOCX' }) } },
      handler: async (request, reply) => {
        const file = await impacts.getImpactFile(principalOf(request), request.params.code)
        return sendDocument(reply, `impact-file-${file.code}`, await impactDocument(file, languageOf(request)))
      },
    }),
  ]
}

function writingRoutes(impacts: ImpactFiles): Route[] {
  const writing = { method: 'POST', permission: accessPermissions['impactFile.write'], zone: 'dedicated' } as const
  return [
    route({
      ...writing,
      url: '/access/impact-files/:code',
      operationId: 'access.writeImpactFile',
      summary: 'Write a version of the impact file of a dataset',
      problems,
      schema: { params: CodeParams, body: ImpactBody, response: { 201: ImpactFileShape } },
      handler: async (request, reply) => {
        const file = await impacts.writeImpactFile(principalOf(request), request.params.code, request.body)
        return reply.code(201).send(toWire(request, file))
      },
    }),
    route({
      ...writing,
      url: '/access/impact-files/:code/confirmation',
      operationId: 'access.confirmImpactFile',
      summary: 'Confirm the newest version, with what the warehouse knows now',
      problems: [...problems, 'access.impactFileUnwritten'],
      schema: { params: CodeParams, body: ConfirmationBody, response: { 200: ImpactFileShape } },
      handler: async (request) => {
        const { params, body } = request
        return toWire(request, await impacts.confirmImpactFile(principalOf(request), params.code, body.version))
      },
    }),
  ]
}
