import { oneOf, readSeedFile, wards } from '../../../packs/index.ts'
import type { SeedRow, SeedWard } from '../../../packs/index.ts'
import type { OrganisationKind } from '../../identity/index.ts'

export interface SeedOrganisation {
  readonly code: string
  readonly kind: OrganisationKind
  readonly name: string
  readonly nameEn: string
  readonly parent: string | null
  /** Code of the ward the body governs; null for bodies that act in the whole city. */
  readonly territory: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly identifiers: readonly { readonly scheme: 'QCVN102' | 'GSO'; readonly value: string }[]
}

/** A unit that the reorganisation of 1 July 2025 ended, with the codes of the bodies that took over, the main one first. */
export interface FormerUnit extends SeedOrganisation {
  readonly successors: readonly string[]
}

const CITY = 'ubnd-tp'
const wardKind = { phuong: 'ward', xa: 'commune', 'dac-khu': 'special-zone' } as const

function wardCommittee(ward: SeedWard): SeedOrganisation {
  const unit = ward.name.charAt(0).toLowerCase() + ward.name.slice(1)
  return {
    code: `ubnd-${ward.code}`,
    kind: wardKind[ward.kind],
    name: `Ủy ban nhân dân ${unit}`,
    nameEn: `People's Committee of ${ward.nameEn}`,
    parent: CITY,
    territory: ward.code,
    validFrom: ward.validFrom,
    validTo: null,
    identifiers: [{ scheme: 'GSO', value: ward.code }],
  }
}

function organisation(row: SeedRow): SeedOrganisation {
  const qcvn102 = row.optional('qcvn102')
  return {
    code: row.text('code'),
    kind: oneOf(['city', 'department'], row.text('kind')),
    name: row.text('name'),
    nameEn: row.text('name_en'),
    parent: row.optional('parent'),
    territory: row.optional('territory'),
    validFrom: row.text('valid_from'),
    validTo: null,
    identifiers: qcvn102 === null ? [] : [{ scheme: 'QCVN102', value: qcvn102 }],
  }
}

function formerUnit(row: SeedRow): FormerUnit {
  return {
    code: row.text('code'),
    kind: oneOf(['district', 'ward', 'commune'], row.text('kind')),
    name: row.text('name'),
    nameEn: row.text('name_en'),
    parent: row.text('parent'),
    territory: null,
    validFrom: row.text('valid_from'),
    validTo: row.text('valid_to'),
    identifiers: [{ scheme: 'GSO', value: row.text('gso') }],
    successors: row
      .text('successors')
      .split(';')
      .map((code) => `ubnd-${code}`),
  }
}

/** Districts, wards and communes of the city until 30 June 2025; a district stands before its wards. */
export const formerUnits: readonly FormerUnit[] = readSeedFile(new URL('./former-units.csv', import.meta.url)).map(
  formerUnit,
)

/** The ward-level People's Committees that work since 1 July 2025. */
export const wardCommittees: readonly SeedOrganisation[] = wards.map(wardCommittee)

/** The city, its departments, then the 168 ward People's Committees; every parent stands before its children. */
export const organisations: readonly SeedOrganisation[] = [
  ...readSeedFile(new URL('./organisations.csv', import.meta.url)).map(organisation),
  ...wardCommittees,
]
