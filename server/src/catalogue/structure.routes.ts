import { principalOf } from '../identity/index.ts'
import { preferredLanguage, route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { cataloguePermissions } from './catalogue.permissions.ts'
import type { Catalogue } from './catalogue.ts'
import { DatasetParams } from './dataset.schema.ts'
import { StructureBody, StructureList, StructureParams, StructureShape, structureToWire } from './structure.schema.ts'

export function structureRoutes({ catalogue }: { catalogue: Catalogue }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/datasets/:code/structures',
      operationId: 'catalogue.listStructures',
      summary: 'Structure versions of a dataset, newest first',
      permission: 'anyone',
      zone: 'city',
      problems: ['catalogue.datasetNotFound'],
      schema: { params: DatasetParams, response: { 200: StructureList } },
      handler: async ({ params }) => {
        const { id } = await catalogue.getDataset(params.code)
        return { items: (await catalogue.listStructures(id)).map(structureToWire) }
      },
    }),
    route({
      method: 'GET',
      url: '/catalogue/datasets/:code/structures/:version',
      operationId: 'catalogue.getStructure',
      summary: 'One structure version',
      permission: 'anyone',
      zone: 'city',
      problems: ['catalogue.datasetNotFound', 'catalogue.structureNotFound'],
      schema: { params: StructureParams, response: { 200: StructureShape } },
      handler: async ({ params }) => {
        const { id } = await catalogue.getDataset(params.code)
        return structureToWire(await catalogue.structureVersion(id, params.version))
      },
    }),
    route({
      method: 'POST',
      url: '/catalogue/datasets/:code/structures',
      operationId: 'catalogue.declareStructure',
      summary: 'Declare the next structure version; fields may be added, not removed, renamed or retyped',
      permission: cataloguePermissions['structure.declare'],
      zone: 'city',
      problems: ['catalogue.datasetNotFound', 'catalogue.notYourDataset', 'catalogue.structureInvalid'],
      schema: { params: DatasetParams, body: StructureBody, response: { 201: StructureShape } },
      handler: async (request, reply) => {
        const { params, body } = request
        const input = { fields: body.fields, note: body.note ?? '' }
        const language = preferredLanguage(request.headers['accept-language'])
        const structure = await catalogue.declareStructure(principalOf(request), params.code, input, language)
        return reply.code(201).send(structureToWire(structure))
      },
    }),
  ]
}
