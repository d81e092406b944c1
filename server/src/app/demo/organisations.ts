import { oneOf, readSeedFile, wards } from '../../../packs/index.ts'
import type { SeedRow, SeedWard } from '../../../packs/index.ts'

export interface SeedOrganisation {
  readonly code: string
  readonly kind: 'city' | 'department' | 'ward'
  readonly name: string
  readonly nameEn: string
  readonly parent: string | null
  /** Code of the ward the body governs; null for bodies that act in the whole city. */
  readonly territory: string | null
  readonly validFrom: string
  readonly identifiers: readonly { readonly scheme: 'QCVN102' | 'GSO'; readonly value: string }[]
}

const CITY = 'ubnd-tp'

function wardCommittee(ward: SeedWard): SeedOrganisation {
  const unit = ward.name.charAt(0).toLowerCase() + ward.name.slice(1)
  return {
    code: `ubnd-${ward.code}`,
    kind: 'ward',
    name: `Ủy ban nhân dân ${unit}`,
    nameEn: `People's Committee of ${ward.nameEn}`,
    parent: CITY,
    territory: ward.code,
    validFrom: ward.validFrom,
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
    identifiers: qcvn102 === null ? [] : [{ scheme: 'QCVN102', value: qcvn102 }],
  }
}

/** The city, its departments, then the 168 ward People's Committees; every parent stands before its children. */
export const organisations: readonly SeedOrganisation[] = [
  ...readSeedFile(new URL('./organisations.csv', import.meta.url)).map(organisation),
  ...wards.map(wardCommittee),
]
