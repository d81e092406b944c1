import { Type } from 'typebox'
import { DayShape, localDay, PageOf, PageQuery, route } from '../platform/index.ts'
import type { Clock, Db, Route } from '../platform/index.ts'
import { datasetKinds, updateFrequencies, updateMethods } from './dataset.ts'
import { DatasetCode } from './dataset.schema.ts'
import { fieldTypes } from './field.ts'
import { listPublicDatasets } from './public-dataset.store.ts'

const PublicDatasetShape = Type.Object(
  {
    ...{ code: Type.String(), name: Type.String(), nameEn: Type.String() },
    ...{ description: Type.String(), descriptionEn: Type.String(), kind: Type.Enum(datasetKinds) },
    provider: Type.String({ description: 'The unit that provides it' }),
    providerEn: Type.String(),
    updateMethod: Type.Enum(updateMethods),
    updateFrequency: Type.Enum(updateFrequencies),
    licence: Type.String(),
    catalogueVersion: Type.Integer(),
    inForceFrom: DayShape,
    fields: Type.Array(
      Type.Object({
        ...{ name: Type.String(), title: Type.String(), titleEn: Type.String() },
        type: Type.Enum(fieldTypes),
      }),
      { description: 'Those that hold nothing personal' },
    ),
  },
  { $id: 'PublicDataset' },
)

export interface PublicDatasetDeps {
  /** Of any role: what is asked is open to all of them. */
  readonly db: Db
  readonly clock: Clock
}

/** The catalogue as the open zone shows it. */
export function publicDatasetRoutes({ db, clock }: PublicDatasetDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/public-datasets',
      operationId: 'catalogue.listPublicDatasets',
      summary: 'Public datasets in force, for anybody',
      permission: 'anyone',
      zone: 'open',
      problems: [],
      schema: {
        // Who serves this alone has no secret to seal cursors with, so a page ends at a code.
        querystring: Type.Object({ limit: PageQuery.limit, cursor: Type.Optional(DatasetCode) }),
        response: { 200: PageOf(PublicDatasetShape) },
      },
      handler: async ({ query: { cursor, limit = 50 } }) => {
        const items = await listPublicDatasets(db, { day: localDay(clock.now()), after: cursor, limit })
        return { items, next: items.length === limit ? (items.at(-1)?.code ?? null) : null }
      },
    }),
  ]
}
