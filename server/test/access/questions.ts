import type { CatalogueRow, Consumer, Structure } from '../../src/catalogue/index.ts'
import { aField, aKey } from '../../src/catalogue/testing.ts'
import type { OrganisationKind, Role } from '../../src/identity/index.ts'
import { anId } from '../../src/identity/testing.ts'
import { anInstrument } from '../../src/law/testing.ts'
import type { Facts } from '../../src/access/decision/facts.ts'

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

/** How many questions there are. */
export const questionCount = 2 * 3 * units.length * roleSets.length * rows.length * structures.length * 3

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
      purpose: draw([undefined, ' ', 'Giải quyết hồ sơ']),
    },
    dataset: {
      ...{ code: 'dan-cu', name: 'Dân cư', nameEn: 'People', provider, stage },
      ...{ classification: 'internal', kind: 'shared' },
    },
  }
}
