import { needsPurpose } from '../../catalogue/index.ts'
import type { CatalogueRow, Dataset, Field, Sensitivity } from '../../catalogue/index.ts'
import type { OrgRef } from '../../identity/index.ts'
import { localDay } from '../../platform/index.ts'

/** What its provider writes of a dataset with personal data (Law 91/2025/QH15, Article 21). */
export interface ImpactWords {
  readonly purposes: string
  readonly legalBasis: string
  readonly retention: string
  readonly risks: string
  /** What the unit does beside what the warehouse does by itself. */
  readonly measures: string
}

/** One saying of the provider; `facts` is what the warehouse knew as it was confirmed. */
export interface ImpactVersion extends ImpactWords {
  readonly version: number
  readonly unit: OrgRef
  readonly writtenAt: Date
  readonly writtenBy: string
  readonly confirmedAt: Date | null
  readonly confirmedBy: string | null
  readonly facts: ImpactFacts | null
}

export interface PersonalField {
  readonly name: string
  readonly title: string
  readonly titleEn: string
  readonly sensitivity: Exclude<Sensitivity, 'none'>
}

/** What the warehouse does for personal data by itself, as far as it holds for a dataset. */
export const ownMeasures = [
  ...([
    'decided-each-read',
    'logged-before-answer',
    'values-not-logged',
    'sealed-journal',
    'earlier-versions-kept',
  ] as const),
  ...(['purpose-each-read', 'sensitive-to-named', 'own-territory', 'fresh-proof-for-files'] as const),
] as const
export type OwnMeasure = (typeof ownMeasures)[number]

/** What the warehouse knows itself of the personal data in a dataset. */
export interface ImpactFacts {
  readonly fields: readonly PersonalField[]
  readonly classification: Dataset['classification']
  readonly provider: string
  /** Who may read by the row in force: names of units, and groups by their names. */
  readonly consumers: readonly string[]
  /** The version of the catalogue in force and its instrument; null without one. */
  readonly catalogue: { readonly version: number; readonly instrument: string } | null
  readonly measures: readonly OwnMeasure[]
}

export type ImpactStatus = 'missing' | 'drafted' | 'confirmed' | 'outdated' | 'review-due'

/** Months after which a confirmed file is looked at again (Law 91/2025/QH15, Article 22). */
export const reviewMonths = 6

export function personalFields(fields: readonly Field[]): PersonalField[] {
  return fields.flatMap(({ name, title, titleEn, sensitivity }) =>
    sensitivity === 'none' ? [] : [{ name, title, titleEn, sensitivity }],
  )
}

export function impactFacts(
  dataset: Pick<Dataset, 'kind' | 'classification'>,
  fields: readonly Field[],
  row: CatalogueRow | undefined,
): ImpactFacts {
  const personal = personalFields(fields)
  const described = row?.dataset ?? dataset
  const hasSensitive = personal.some(({ sensitivity }) => sensitivity === 'sensitive')
  const conditional: [holds: boolean, measure: OwnMeasure][] = [
    [needsPurpose(described), 'purpose-each-read'],
    [hasSensitive, 'sensitive-to-named'],
    [fields.some(({ territory }) => territory), 'own-territory'],
    [hasSensitive || described.classification === 'confidential', 'fresh-proof-for-files'],
  ]
  return {
    fields: personal,
    classification: described.classification,
    provider: row?.provider.name ?? '',
    consumers: (row?.consumers ?? []).map((consumer) => ('unit' in consumer ? consumer.unit.name : consumer.group)),
    catalogue: row ? { version: row.catalogueVersion, instrument: row.instrument.number } : null,
    measures: [
      ...([
        'decided-each-read',
        'logged-before-answer',
        'values-not-logged',
        'sealed-journal',
        'earlier-versions-kept',
      ] as const),
      ...conditional.filter(([holds]) => holds).map(([, measure]) => measure),
    ],
  }
}

/** The newest confirmed version is the file; what is newer is a draft. @param versions newest first */
export function confirmedVersion(versions: readonly ImpactVersion[]): ImpactVersion | undefined {
  return versions.find(({ confirmedAt }) => confirmedAt !== null)
}

/**
 * Where the file of a dataset stands: nothing written, not confirmed, confirmed, confirmed of other facts than hold now, or
 * confirmed so long ago that it is to be looked at again.
 * @param newest the last version written
 * @param confirmed the last one confirmed
 */
export function impactStatus(
  { newest, confirmed }: { readonly newest: ImpactVersion | undefined; readonly confirmed: ImpactVersion | undefined },
  facts: ImpactFacts,
  at: Date,
): ImpactStatus {
  if (!newest) return 'missing'
  if (!confirmed?.confirmedAt || !confirmed.facts) return 'drafted'
  if (!isSame(confirmed.facts, facts)) return 'outdated'
  return localDay(at) >= reviewDay(confirmed.confirmedAt) ? 'review-due' : 'confirmed'
}

/** The local day from which a file confirmed then is to be looked at again. */
export function reviewDay(confirmedAt: Date): string {
  const [year = 0, month = 1, day = 1] = localDay(confirmedAt).split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + reviewMonths + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + reviewMonths, Math.min(day, lastOfMonth))).toISOString().slice(0, 10)
}

/** Whether the file still says what is so: the same personal fields, readers and class; a new catalogue version alone changes nothing. */
function isSame(one: ImpactFacts, other: ImpactFacts): boolean {
  const essence = ({ fields, classification, consumers, provider }: ImpactFacts) =>
    JSON.stringify([
      fields.map(({ name, sensitivity }) => `${name} ${sensitivity}`).sort(),
      ...[classification, provider],
      [...consumers].sort(),
    ])
  return essence(one) === essence(other)
}
