import { Type } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import { IdShape, InstantShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { accessPermissions } from '../access.permissions.ts'
import type { PlantedKeys } from './planted-key.service.ts'

const frame = { permission: accessPermissions['plantedKey.manage'], zone: 'dedicated' } as const
const PlantedKeyList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        id: IdShape,
        dataset: Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() }),
        plantedAt: InstantShape,
        by: Type.String(),
      },
      { $id: 'PlantedKey' },
    ),
  ),
})
const PlantedKeyBody = Type.Object(
  {
    dataset: Type.String({ minLength: 1, maxLength: 100 }),
    key: Type.String({ minLength: 1, maxLength: 500, pattern: String.raw`^[^\u0000]+$` }),
  },
  { additionalProperties: false },
)

/** Keys that stand for nothing, for the coordinator alone; they can be counted here and read nowhere. */
export function plantedKeyRoutes({ plantedKeys }: { readonly plantedKeys: PlantedKeys }): Route[] {
  return [
    route({
      ...frame,
      method: 'GET',
      url: '/access/planted-keys',
      operationId: 'access.listPlantedKeys',
      summary: 'Where keys that stand for nothing are planted; the keys themselves are kept nowhere',
      problems: [],
      schema: { response: { 200: PlantedKeyList } },
      handler: async () => ({
        items: (await plantedKeys.listPlantedKeys()).map(({ id, dataset, plantedAt, by }) => ({
          ...{ id, dataset, by, plantedAt: plantedAt.toISOString() },
        })),
      }),
    }),
    route({
      ...frame,
      method: 'POST',
      url: '/access/planted-keys',
      operationId: 'access.plantKey',
      summary: 'Plant a key that stands for nothing: whoever asks for it is found by a detector',
      problems: ['catalogue.datasetNotFound', 'access.plantedKeyHeld', 'access.plantedKeyKnown'],
      schema: { body: PlantedKeyBody, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        const { dataset, key } = request.body
        await plantedKeys.plantKey(principalOf(request), dataset, key)
        return reply.code(204).send()
      },
    }),
    route({
      ...frame,
      method: 'DELETE',
      url: '/access/planted-keys/:id',
      operationId: 'access.removePlantedKey',
      summary: 'Take a planted key out',
      problems: ['access.plantedKeyNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await plantedKeys.removeKey(principalOf(request), request.params.id)
        return reply.code(204).send()
      },
    }),
  ]
}
