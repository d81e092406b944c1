import { readFileSync } from 'node:fs'

import { parse } from 'csv-parse/sync'

import { csvText } from './csv.ts'

/** One fact of a seed file: an entry of a code list with its validity. */
export interface SeedEntry {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly parent: string | null
  readonly kind: string | null
  readonly aliases: readonly string[]
  readonly validFrom: string
  readonly validTo: string | null
}

export type WardKind = 'phuong' | 'xa' | 'dac-khu'

export interface SeedWard extends SeedEntry {
  readonly kind: WardKind
  /** Clause of Resolution 1685/NQ-UBTVQH15, Article 1. */
  readonly clause: number
  /** Code of the province the territory belonged to before 1 July 2025. */
  readonly formerProvince: string
}

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

type SeedFile = 'provinces' | 'wards-hcmc' | 'ethnic-groups' | 'sexes' | 'organisations'

interface SeedRow {
  readonly text: (column: string) => string
  readonly optional: (column: string) => string | null
}

function readSeed(file: SeedFile): SeedRow[] {
  const text = readFileSync(new URL(`./seeds/${file}.csv`, import.meta.url), 'utf8')
  const [header = [], ...rows] = parse(text)
  return rows.map((row) => {
    const read = (column: string) => {
      const value = row[header.indexOf(column)]
      if (value === undefined) throw new Error(`${file}.csv has no column ${column}`)
      return value
    }
    return { text: read, optional: (column) => read(column) || null }
  })
}

function seedEntry({ text, optional }: SeedRow): SeedEntry {
  return {
    code: text('code'),
    name: text('name'),
    nameEn: text('name_en'),
    parent: optional('parent'),
    kind: optional('kind'),
    aliases: text('aliases').split(';').filter(Boolean),
    validFrom: text('valid_from'),
    validTo: optional('valid_to'),
  }
}

function oneOf<T extends string>(allowed: readonly T[], value: string): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new Error(`${value} is none of ${allowed.join(', ')}`)
  return found
}

/** Provinces and cities, with closed entries: code 75 stands twice. */
export const provinces: readonly SeedEntry[] = readSeed('provinces').map(seedEntry)

/** The 168 ward-level units of Ho Chi Minh City, in the order of the resolution's clauses. */
export const wards: readonly SeedWard[] = readSeed('wards-hcmc').map((row) => ({
  ...seedEntry(row),
  kind: oneOf(['phuong', 'xa', 'dac-khu'], row.text('kind')),
  clause: Number(row.text('clause')),
  formerProvince: row.text('former_province'),
}))

export const ethnicGroups: readonly SeedEntry[] = readSeed('ethnic-groups').map(seedEntry)

export const sexes: readonly SeedEntry[] = readSeed('sexes').map(seedEntry)

/** The entries in force on a day. */
export function inForce<T extends SeedEntry>(entries: readonly T[], day: string): T[] {
  return entries.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
}

/** Entries in the form the code-list import reads: code,name,name_en,parent,kind,aliases. */
export function codeListCsv(entries: readonly SeedEntry[]): string {
  const rows = entries.map(({ code, name, nameEn, parent, kind, aliases }) => {
    return [code, name, nameEn, parent ?? '', kind ?? '', aliases.join(';')]
  })
  return [...csvText(['code', 'name', 'name_en', 'parent', 'kind', 'aliases'], rows)].join('')
}

/** "Phường Sài Gòn" → "Sài Gòn". */
export function bareName({ name }: SeedEntry): string {
  return name.replace(/^(Phường|Xã|Đặc khu|Tỉnh|Thành phố) /, '')
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
  ...readSeed('organisations').map(organisation),
  ...wards.map(wardCommittee),
]
