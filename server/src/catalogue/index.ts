export { catalogueProblems } from './catalogue.errors.ts'
export { catalogueEvents } from './catalogue.events.ts'
export { cataloguePermissions } from './catalogue.permissions.ts'
export { catalogueRoutes } from './catalogue.routes.ts'
export { publicDatasetRoutes } from './public-dataset.routes.ts'
export { createCatalogue } from './catalogue.ts'
export { catalogueSuccession } from './succession.ts'
export type { Catalogue } from './catalogue.ts'
export type {
  Classification,
  Consumer,
  Dataset,
  DatasetId,
  DatasetInput,
  DatasetKind,
  UpdateFrequency,
} from './dataset.ts'
export type { InForce } from './in-force.lookups.ts'
export type { CrossReference } from './cross-reference.store.ts'
export { allowedLoads, kindRules, needsPurpose } from './kind.ts'
export type { KindLoad, KindRules } from './kind.ts'
export { refuseLoadOfKind } from './kind.refusal.ts'
export { sensitivities } from './field.ts'
export type { Field, FieldInput, FieldType, NamedCheck, Sensitivity } from './field.ts'
export type { Structure, StructureVersion } from './structure.ts'
export type { Forecast, RowCarrier, UnfitValues } from './structure.carrying.ts'
export type { StructureInput } from './structure.declaration.ts'
export type { Conversion } from './structure.evolution.ts'
export type { StructureEffect } from './structure.service.ts'
export type { DatasetStage } from './retirement.ts'
export { DatasetTexts } from './dataset.schema.ts'
export { FieldBody } from './structure.schema.ts'
export type { CatalogueRow, Promulgation } from './version.ts'
