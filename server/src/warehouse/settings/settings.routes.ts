import { Type } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import { route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { DatasetParams } from '../dataset.schema.ts'
import type { DatasetSettings } from './settings.service.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'

const SettingsShape = Type.Object(
  {
    deletionPercent: Type.Integer({
      ...{ minimum: 0, maximum: 100 },
      description: 'A full load that would delete more than this share of the rows waits for confirmation,',
    }),
    deletionMinimum: Type.Integer({ minimum: 0, description: 'if it would delete at least so many' }),
  },
  { additionalProperties: false },
)

export function settingsRoutes({ settings }: { settings: DatasetSettings }): Route[] {
  return [get(settings), put(settings)]
}

function get(settings: DatasetSettings): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/settings',
    operationId: 'warehouse.getDatasetSettings',
    summary: 'How loads of a dataset are treated',
    permission: warehousePermissions['submission.read'],
    zone: 'dedicated',
    problems: ['catalogue.datasetNotFound'],
    schema: { params: DatasetParams, response: { 200: SettingsShape } },
    handler: ({ params }) => settings.of(params.code),
  })
}

function put(settings: DatasetSettings): Route {
  return route({
    method: 'PUT',
    url: '/warehouse/datasets/:code/settings',
    operationId: 'warehouse.putDatasetSettings',
    summary: 'Set how loads of a dataset are treated; for its provider',
    permission: warehousePermissions['submission.submit'],
    zone: 'dedicated',
    problems: ['access.submitRefused', 'catalogue.datasetNotFound'],
    schema: { params: DatasetParams, body: SettingsShape, response: { 200: SettingsShape } },
    handler: (request) => settings.save(principalOf(request), request.params.code, request.body),
  })
}
