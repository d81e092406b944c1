import { principalOf } from '../identity/index.ts'
import { preferredLanguage, route } from '../platform/index.ts'
import type { CursorSeal, Route } from '../platform/index.ts'
import { cataloguePermissions } from './catalogue.permissions.ts'
import type { Catalogue } from './catalogue.ts'
import {
  DatasetBody,
  DatasetPage,
  DatasetParams,
  DatasetQuery,
  DatasetShape,
  datasetToWire,
  RevisionBody,
} from './dataset.schema.ts'

interface Deps {
  readonly catalogue: Catalogue
  readonly cursors: CursorSeal
}

export function datasetRoutes(deps: Deps): Route[] {
  return [...readingRoutes(deps), ...changingRoutes(deps)]
}

function readingRoutes({ catalogue, cursors }: Deps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/datasets',
      operationId: 'catalogue.listDatasets',
      summary: 'Datasets by name; `q` is matched without diacritics',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { querystring: DatasetQuery, response: { 200: DatasetPage } },
      handler: async ({ query: { q, kind, provider, archived = false, limit = 50, cursor } }) => {
        const name = JSON.stringify(['datasets', q, kind, provider, archived])
        const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
        const { items, total } = await catalogue.listDatasets({
          ...{ q, kind, provider, after, limit, hidesArchived: !archived },
        })
        const last = items.length === limit ? items.at(-1) : undefined
        return { items: items.map(datasetToWire), next: last ? cursors.seal(name, last.id) : null, total }
      },
    }),
    route({
      method: 'GET',
      url: '/catalogue/datasets/:code',
      operationId: 'catalogue.getDataset',
      summary: 'One dataset with its current structure',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['catalogue.datasetNotFound'],
      schema: { params: DatasetParams, response: { 200: DatasetShape } },
      handler: async ({ params }) => datasetToWire(await catalogue.getDataset(params.code)),
    }),
  ]
}

function changingRoutes({ catalogue }: Deps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/catalogue/datasets',
      operationId: 'catalogue.registerDataset',
      summary: 'Register a dataset of your unit',
      permission: cataloguePermissions['dataset.register'],
      zone: 'dedicated',
      problems: [
        'catalogue.datasetExists',
        'catalogue.notYourDataset',
        'catalogue.openNotPublic',
        'catalogue.kindForbids',
        'catalogue.secrecyMarked',
        'identity.organisationNotFound',
      ],
      schema: { body: DatasetBody, response: { 201: DatasetShape } },
      handler: async (request, reply) => {
        const language = preferredLanguage(request.headers['accept-language'])
        const dataset = await catalogue.registerDataset(principalOf(request), request.body, language)
        reply.code(201).header('location', `/api/v1/catalogue/datasets/${dataset.code}`)
        return reply.send(datasetToWire(dataset))
      },
    }),
    route({
      method: 'PUT',
      url: '/catalogue/datasets/:code',
      operationId: 'catalogue.reviseDataset',
      summary: 'Replace the description and the proposed facts; what is in force stays',
      permission: cataloguePermissions['dataset.revise'],
      zone: 'dedicated',
      problems: [
        'catalogue.datasetNotFound',
        'catalogue.notYourDataset',
        'catalogue.openNotPublic',
        'catalogue.kindForbids',
        'catalogue.secrecyMarked',
        'catalogue.datasetEnded',
        'catalogue.personalNotPublic',
        'identity.organisationNotFound',
      ],
      schema: { params: DatasetParams, body: RevisionBody, response: { 200: DatasetShape } },
      handler: async (request) => {
        const { params, body, headers } = request
        const language = preferredLanguage(headers['accept-language'])
        const dataset = await catalogue.reviseDataset(principalOf(request), params.code, body, language)
        return datasetToWire(dataset)
      },
    }),
  ]
}
