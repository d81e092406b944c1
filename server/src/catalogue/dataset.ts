import type { Instrument } from '../law/index.ts'
import type { OrgRef } from '../identity/index.ts'
import type { Id } from '../platform/index.ts'
import type { DatasetStage, Retirement } from './retirement.ts'
import type { Structure } from './structure.ts'

export type DatasetId = Id<'dataset'>

/** Điều 3.2–3.6. */
export const datasetKinds = ['transactional', 'sectoral', 'shared', 'reference', 'open'] as const
export type DatasetKind = (typeof datasetKinds)[number]

/** State secret is not among them: the regulation leaves such data outside (Điều 1.2). */
export const classifications = ['public', 'internal', 'confidential'] as const
export type Classification = (typeof classifications)[number]

export const updateMethods = ['full', 'incremental'] as const
export type UpdateMethod = (typeof updateMethods)[number]

export const updateFrequencies = [
  'continuous',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'yearly',
  'on-change',
] as const
export type UpdateFrequency = (typeof updateFrequencies)[number]

export const consumerGroups = ['departments', 'wards', 'all'] as const
export type ConsumerGroup = (typeof consumerGroups)[number]

/** A unit, or all units of a kind, that may use the data. */
export type Consumer = { readonly unit: OrgRef } | { readonly group: ConsumerGroup }
/** The same, with the unit by its id. */
export type ConsumerInput = { readonly unit: string } | { readonly group: ConsumerGroup }

/** The facts of Điều 9 besides the data itself. */
export interface Facts {
  readonly provider: OrgRef
  readonly updateMethod: UpdateMethod
  readonly updateFrequency: UpdateFrequency
  readonly consumers: readonly Consumer[]
}

/** A dataset as its provider describes it; what has force stands in the catalogue row. */
export interface Dataset extends Facts {
  readonly id: DatasetId
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly description: string
  readonly descriptionEn: string
  readonly kind: DatasetKind
  readonly classification: Classification
  readonly licence: string
  readonly contact: string
  readonly inForce: { readonly catalogueVersion: number; readonly from: string; readonly instrument: Instrument } | null
  readonly structure: Structure | null
  readonly stage: DatasetStage
  /** The act that closed or archived it; null while it is active. */
  readonly retirement: Retirement | null
  readonly registeredAt: Date
}

/** What a provider says of a dataset. */
export interface DatasetInput extends Omit<
  Dataset,
  'id' | 'provider' | 'consumers' | 'inForce' | 'structure' | 'stage' | 'retirement' | 'registeredAt'
> {
  /** Id of the organisation. */
  readonly provider: string
  readonly consumers: readonly ConsumerInput[]
}

/** Open data is for everybody (Điều 3.6), so nothing less than public can be open. */
export function isOpenButNotPublic({ kind, classification }: Pick<Dataset, 'kind' | 'classification'>): boolean {
  return kind === 'open' && classification !== 'public'
}
