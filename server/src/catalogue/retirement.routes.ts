import { principalOf } from '../identity/index.ts'
import { route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { cataloguePermissions } from './catalogue.permissions.ts'
import type { Catalogue } from './catalogue.ts'
import { DatasetParams, DatasetShape, datasetToWire } from './dataset.schema.ts'
import { ReopeningBody, RetirementBody, RetirementList, retirementToWire } from './retirement.schema.ts'
import { catalogueEvents } from './catalogue.events.ts'

const problems = [
  'catalogue.datasetNotFound',
  'catalogue.notYourDataset',
  'catalogue.instrumentNotInForce',
  'catalogue.structurePending',
  'catalogue.retirementRepeated',
  'catalogue.archivedForGood',
  'law.instrumentNotFound',
] as const

export function retirementRoutes({ catalogue }: { catalogue: Catalogue }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/datasets/:code/retirement',
      operationId: 'catalogue.listRetirements',
      summary: 'How a dataset was closed, archived or opened again, newest first',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['catalogue.datasetNotFound'],
      schema: { params: DatasetParams, response: { 200: RetirementList } },
      handler: async ({ params }) => {
        const { id } = await catalogue.getDataset(params.code)
        return { items: (await catalogue.listRetirements(id)).map(retirementToWire) }
      },
    }),
    route({
      method: 'POST',
      url: '/catalogue/datasets/:code/retirement',
      operationId: 'catalogue.retireDataset',
      summary: 'Close a dataset to deliveries, or archive a closed one, by an instrument',
      permission: cataloguePermissions['dataset.retire'],
      stepUp: true,
      signs: [catalogueEvents['dataset.closed'], catalogueEvents['dataset.archived']],
      zone: 'dedicated',
      problems: [...problems, 'catalogue.retirementTooEarly', 'catalogue.stillPointedAt'],
      schema: { params: DatasetParams, body: RetirementBody, response: { 200: DatasetShape } },
      handler: async (request) =>
        datasetToWire(await catalogue.retireDataset(principalOf(request), request.params.code, request.body)),
    }),
    route({
      method: 'POST',
      url: '/catalogue/datasets/:code/reopening',
      operationId: 'catalogue.reopenDataset',
      summary: 'Open a closed dataset again, by another instrument than the one that closed it',
      permission: cataloguePermissions['dataset.retire'],
      stepUp: true,
      signs: [catalogueEvents['dataset.reopened']],
      zone: 'dedicated',
      problems: [...problems, 'catalogue.reopeningSameInstrument'],
      schema: { params: DatasetParams, body: ReopeningBody, response: { 200: DatasetShape } },
      handler: async (request) => {
        const input = { ...request.body, stage: 'active' as const }
        return datasetToWire(await catalogue.retireDataset(principalOf(request), request.params.code, input))
      },
    }),
  ]
}
