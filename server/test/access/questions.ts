import type { CatalogueRow, Consumer, Structure } from '../../src/catalogue/index.ts'
import { aField, aKey } from '../../src/catalogue/testing.ts'
import type { OrganisationKind, Role } from '../../src/identity/index.ts'
import { anId } from '../../src/identity/testing.ts'
import { anInstrument } from '../../src/law/testing.ts'
import type { Facts } from '../../src/access/decision/facts.ts'
import type { HeldGrant, Standing } from '../../src/access/grant/standing.ts'
import type { PurposeFacts } from '../../src/access/purpose/purpose.ts'
import type { Seen } from './expected-verdict.ts'

const unit = (number: number, kind: OrganisationKind, territory: string | null = null) => {
  const name = `Đơn vị ${String(number)}`
  return { id: anId<'organisation'>(number), kind, name, nameEn: name, territory }
}
const [city, provider, named, other] = [
  unit(1, 'city'),
  unit(2, 'department'),
  unit(3, 'department'),
  unit(4, 'committee'),
]
const [ward, lostWard, hospital] = [unit(5, 'ward', '26740'), unit(6, 'commune'), unit(7, 'service-unit')]
const units = [city, provider, named, other, ward, lostWard, hospital]

const roleSets: readonly (readonly Role[])[] = [
  ...[[], ['provider'], ['consumer'], ['provider', 'consumer'], ['coordinator'], ['committee', 'auditor']],
  ...[['auditor', 'provider'], ['administrator']],
] as const

const consumerLists: readonly (readonly Consumer[])[] = [
  [],
  [{ unit: named }, { unit: ward }],
  [{ group: 'departments' }],
  [{ group: 'wards' }, { unit: named }],
  [{ group: 'all' }],
]

const structure: Structure = {
  ...{ version: 1, since: new Date(0), note: '' },
  fields: [
    { ...aKey({ name: 'so_dinh_danh', sensitivity: 'personal' }), id: 'f1' },
    { ...aField({ name: 'ma_phuong_xa', territory: true }), id: 'f2' },
    { ...aField({ name: 'dan_toc', sensitivity: 'sensitive' }), id: 'f3' },
  ],
}
const structures = [
  undefined,
  structure,
  { ...structure, fields: structure.fields.filter(({ territory }) => !territory) },
]

const classifications = ['public', 'internal', 'confidential'] as const
const kinds = ['shared', 'sectoral', 'transactional'] as const

function rowOf(
  classification: (typeof classifications)[number],
  kind: (typeof kinds)[number],
  consumers: readonly Consumer[],
): CatalogueRow {
  return {
    dataset: { code: 'dan-cu', name: 'Dân cư', nameEn: 'People', kind, classification },
    ...{ provider, updateMethod: 'full', updateFrequency: 'monthly', consumers },
    ...{ catalogueVersion: 1, from: '2026-01-01', until: null, instrument: { ...anInstrument(), id: anId(9) } },
  }
}

const rows: readonly (CatalogueRow | undefined)[] = [
  undefined,
  ...classifications.flatMap((classification) =>
    kinds.flatMap((kind) => consumerLists.map((consumers) => rowOf(classification, kind, consumers))),
  ),
]

/** What was consented to: the number by its last digits and what is sensitive as it is, in one ward. */
const grant: HeldGrant = {
  ...{
    id: anId<'grant'>(20),
    year: 2026,
    number: 7,
    purpose: 'cap-phep',
    isHeld: false,
    became: null,
    revokedAt: null,
  },
  ...{ startsAt: new Date(0), endsAt: new Date(1) },
  extent: {
    fields: [
      { id: 'f1', name: 'so_dinh_danh', sensitivity: 'personal', mask: 'lastDigits' },
      { id: 'f3', name: 'dan_toc', sensitivity: 'sensitive', mask: null },
    ],
    rows: [{ field: 'f2', values: ['26740'] }],
    ...{ channels: ['list'], rowsPerDay: 100 },
  },
}

/** The same as the one who asks sees it. */
export function consentedIn(declared: Structure | undefined): Seen {
  const has = (name: string) => declared?.fields.some((field) => field.name === name) ?? false
  return {
    fields: ['so_dinh_danh', 'dan_toc'].filter(has),
    masks: { so_dinh_danh: 'lastDigits' },
    rowScope: [has('ma_phuong_xa') ? { field: 'ma_phuong_xa', values: ['26740'] } : { field: 'f2', values: [] }],
  }
}

type Use = Pick<Facts, 'purpose' | 'registered' | 'standing'>
const said = (purpose: string | undefined, registered: PurposeFacts | undefined, ...standings: Standing[]): Use[] =>
  standings.map((standing) => ({
    ...{ purpose, registered },
    standing: { standing, grant: standing === 'live' ? grant : undefined, until: null },
  }))
const aPurpose = (over: Partial<PurposeFacts> = {}): PurposeFacts => ({
  ...{ code: 'cap-phep', nature: 'official', shows: 'sensitive', isCommon: true, isInRemit: true },
  ...over,
})

/** What is said of the use, and how grants stand towards it, as far as the two go together. */
const uses: readonly Use[] = [
  ...said(undefined, undefined, 'none', 'otherPurpose'),
  ...said(' ', undefined, 'none'),
  ...said('viec-la: hồ sơ 12', undefined, 'none', 'otherPurpose'),
  ...said('cap-phep', aPurpose(), 'none', 'live', 'held', 'notYet', 'ended', 'revoked', 'otherPurpose'),
  ...said('cap-phep: hồ sơ 12', aPurpose({ isInRemit: false }), 'none', 'live', 'held', 'ended'),
  ...said('cap-phep', aPurpose({ shows: 'none' }), 'none', 'live'),
  ...said('cap-phep', aPurpose({ nature: 'commercial', isInRemit: false, shows: 'none' }), 'none', 'live', 'ended'),
  ...said('cap-phep', aPurpose({ nature: 'personal', isInRemit: false, shows: 'none' }), 'none', 'live'),
]

/** How many questions there are. */
export const questionCount = 2 * 3 * units.length * roleSets.length * rows.length * structures.length * uses.length

/** Every question there is about one dataset, as far as the clauses tell questions apart; numbered, so that some can be drawn. */
export function questionAt(place: number): Facts {
  let rest = place
  const draw = <Value>(values: readonly Value[]): Value => {
    const value = values[rest % values.length] as Value
    rest = Math.floor(rest / values.length)
    return value
  }
  const [action, stage] = [draw(['read', 'submit'] as const), draw(['active', 'closed', 'archived'] as const)]
  const [who, roles, row] = [draw(units), draw(roleSets), draw(rows)]
  return {
    ...{
      action,
      unit: who,
      roles,
      row,
      structure: draw(structures),
    },
    ...draw(uses),
    dataset: {
      ...{ code: 'dan-cu', name: 'Dân cư', nameEn: 'People', provider, stage },
      ...{ classification: 'internal', kind: 'shared' },
    },
  }
}
