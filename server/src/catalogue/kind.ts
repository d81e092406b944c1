import { classifications, datasetKinds, updateFrequencies, updateMethods } from './dataset.ts'
import type { Classification, Dataset, DatasetKind, UpdateFrequency, UpdateMethod } from './dataset.ts'

/** How a file of a provider may come in; the names are those of submissions. */
export type KindLoad = 'full' | 'incremental' | 'deletions'

/** Whom a catalogue row must allow: somebody (Điều 9), a unit besides the provider, or every unit. */
export type Readership = 'somebody' | 'another' | 'everybody'

/** When another unit must state its purpose to read what is not public (Điều 18.2). */
export type PurposeRule = 'never' | 'confidential' | 'always'

/** What a kind of data allows and demands (Điều 3.2–3.6). */
export interface KindRules {
  readonly kind: DatasetKind
  readonly clause: string
  readonly classifications: readonly Classification[]
  readonly personalData: boolean
  readonly updateMethods: readonly UpdateMethod[]
  readonly updateFrequencies: readonly UpdateFrequency[]
  readonly loads: readonly KindLoad[]
  /** Whether a delivery can be taken back as a whole. */
  readonly withdrawal: boolean
  /** Whether good rows may come into force while faulty ones of the same file wait. */
  readonly quarantine: boolean
  /** Percent of the rows in force that a full load may delete without somebody's word; providers may set less or more. */
  readonly deletionShare: number
  /** Kinds a field may point at. */
  readonly pointsAt: readonly DatasetKind[]
  readonly readership: Readership
  readonly purpose: PurposeRule
}

/**
 * The table of kinds; the reasons stand beside each rule in `kind.texts.ts`.
 *
 * Transactional data records what took place, so rows end only by a withdrawn or confirmed delivery; it arises daily and
 * belongs to an agency's own work. Sectoral data is used inside one sector, so a use from outside is explained. Shared
 * data is original data for many users. Reference data hardly changes and all systems hold the same list at the same
 * time: whole lists only, none taken back, nothing personal. Open data is for everybody.
 */
const table: Readonly<Record<DatasetKind, Omit<KindRules, 'kind'>>> = {
  transactional: {
    clause: 'Điều 3.2',
    classifications: ['internal', 'confidential'],
    personalData: true,
    updateMethods,
    updateFrequencies: ['continuous', 'daily', 'weekly', 'monthly'],
    loads: ['full', 'incremental'],
    ...{ withdrawal: true, quarantine: true, deletionShare: 0 },
    pointsAt: ['transactional', 'sectoral', 'shared', 'reference'],
    ...{ readership: 'somebody', purpose: 'always' },
  },
  sectoral: {
    clause: 'Điều 3.3',
    ...{ classifications, updateMethods, updateFrequencies, personalData: true },
    loads: ['full', 'incremental', 'deletions'],
    ...{ withdrawal: true, quarantine: true, deletionShare: 20 },
    pointsAt: ['transactional', 'sectoral', 'shared', 'reference'],
    ...{ readership: 'somebody', purpose: 'always' },
  },
  shared: {
    clause: 'Điều 3.4',
    ...{ classifications, updateMethods, updateFrequencies, personalData: true },
    loads: ['full', 'incremental', 'deletions'],
    ...{ withdrawal: true, quarantine: true, deletionShare: 20 },
    pointsAt: ['shared', 'reference'],
    ...{ readership: 'another', purpose: 'confidential' },
  },
  reference: {
    clause: 'Điều 3.5',
    classifications: ['public', 'internal'],
    personalData: false,
    updateMethods: ['full'],
    updateFrequencies: ['monthly', 'quarterly', 'yearly', 'on-change'],
    loads: ['full'],
    ...{ withdrawal: false, quarantine: false, deletionShare: 5 },
    pointsAt: ['reference'],
    ...{ readership: 'everybody', purpose: 'never' },
  },
  open: {
    clause: 'Điều 3.6',
    classifications: ['public'],
    personalData: false,
    ...{ updateMethods, updateFrequencies },
    loads: ['full', 'incremental', 'deletions'],
    ...{ withdrawal: true, quarantine: true, deletionShare: 20 },
    pointsAt: ['open', 'reference'],
    ...{ readership: 'everybody', purpose: 'never' },
  },
}

export function kindRules(kind: DatasetKind): KindRules {
  return { kind, ...table[kind] }
}

export const allKindRules: readonly KindRules[] = datasetKinds.map(kindRules)

/** How files may come in: what the kind allows, of that what the promulgated form of update leaves (Điều 9). */
export function allowedLoads({ kind, updateMethod }: Pick<Dataset, 'kind' | 'updateMethod'>): readonly KindLoad[] {
  return kindRules(kind).loads.filter((load) => updateMethod === 'full' || load !== 'full')
}

/** Whether a reader from another unit must state a purpose (Điều 18.2). Public data is for everybody. */
export function needsPurpose({ kind, classification }: Pick<Dataset, 'kind' | 'classification'>): boolean {
  if (classification === 'public') return false
  const { purpose } = kindRules(kind)
  return purpose === 'always' || (purpose === 'confidential' && classification === 'confidential')
}

/** Facts of a dataset that its kind does not allow. */
export type KindFault = 'classification' | 'updateMethod' | 'updateFrequency'

export function kindFaults(facts: Pick<Dataset, 'kind' | KindFault>): KindFault[] {
  const rules = kindRules(facts.kind)
  return [
    ...(rules.classifications.includes(facts.classification) ? [] : (['classification'] as const)),
    ...(rules.updateMethods.includes(facts.updateMethod) ? [] : (['updateMethod'] as const)),
    ...(rules.updateFrequencies.includes(facts.updateFrequency) ? [] : (['updateFrequency'] as const)),
  ]
}

interface Allowed {
  readonly provider: string
  readonly consumers: readonly ({ readonly unit: string } | { readonly group: string })[]
}

/** Whether a catalogue row allows fewer units than its kind is for. */
export function lacksReadership(kind: DatasetKind, { provider, consumers }: Allowed): boolean {
  const { readership } = kindRules(kind)
  if (readership === 'everybody') return !consumers.some((each) => 'group' in each && each.group === 'all')
  return readership === 'another' && !consumers.some((each) => 'group' in each || each.unit !== provider)
}
