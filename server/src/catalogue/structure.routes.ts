import { principalOf } from '../identity/index.ts'
import { preferredLanguage, route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { cataloguePermissions } from './catalogue.permissions.ts'
import type { Catalogue } from './catalogue.ts'
import { DatasetParams } from './dataset.schema.ts'
import {
  DeclarationQuery,
  ForecastShape,
  forecastToWire,
  StructureBody,
  StructureList,
  StructureParams,
  StructureVersionShape,
  structureVersionToWire,
} from './structure.schema.ts'

interface Deps {
  readonly catalogue: Catalogue
}

export function structureRoutes(deps: Deps): Route[] {
  return [...readingRoutes(deps), declareRoute(deps)]
}

function readingRoutes({ catalogue }: Deps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/datasets/:code/structures',
      operationId: 'catalogue.listStructures',
      summary: 'Structure versions of a dataset, newest first',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['catalogue.datasetNotFound'],
      schema: { params: DatasetParams, response: { 200: StructureList } },
      handler: async ({ params }) => {
        const { id } = await catalogue.getDataset(params.code)
        return { items: (await catalogue.listStructures(id)).map(structureVersionToWire) }
      },
    }),
    route({
      method: 'GET',
      url: '/catalogue/datasets/:code/structures/:version',
      operationId: 'catalogue.getStructure',
      summary: 'One structure version',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['catalogue.datasetNotFound', 'catalogue.structureNotFound'],
      schema: { params: StructureParams, response: { 200: StructureVersionShape } },
      handler: async ({ params }) => {
        const { id } = await catalogue.getDataset(params.code)
        return structureVersionToWire(await catalogue.describeStructure(id, params.version))
      },
    }),
  ]
}

function declareRoute({ catalogue }: Deps): Route {
  return route({
    method: 'POST',
    url: '/catalogue/datasets/:code/structures',
    operationId: 'catalogue.declareStructure',
    summary:
      'Declare the next structure version: fields may be added, renamed (`from`), converted (`convert`) and retired; ' +
      '`dryRun=true` tells what would happen',
    permission: cataloguePermissions['structure.declare'],
    zone: 'dedicated',
    problems: [
      'catalogue.datasetNotFound',
      'catalogue.notYourDataset',
      'catalogue.datasetEnded',
      'catalogue.structureInvalid',
      'catalogue.secrecyMarked',
      'catalogue.structurePending',
      'catalogue.structureUnfit',
    ],
    schema: {
      params: DatasetParams,
      querystring: DeclarationQuery,
      body: StructureBody,
      response: { 200: ForecastShape, 201: StructureVersionShape },
    },
    handler: async (request, reply) => {
      const { params, query, body } = request
      const input = { fields: body.fields, retired: body.retired, note: body.note ?? '' }
      const language = preferredLanguage(request.headers['accept-language'])
      if (query.dryRun === true) {
        const { structure, forecast } = await catalogue.forecastStructure(
          principalOf(request),
          params.code,
          input,
          language,
        )
        return reply.code(200).send(forecastToWire(structure, forecast, language))
      }
      const declared = await catalogue.declareStructure(principalOf(request), params.code, input, language)
      return reply.code(201).send(structureVersionToWire(declared))
    },
  })
}
