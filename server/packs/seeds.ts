import { readFileSync } from 'node:fs'

import { parse } from 'csv-parse/sync'

import { csvLine } from '../recipes/csv.ts'

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

type SeedFile = 'provinces' | 'wards-hcmc' | 'ethnic-groups' | 'sexes' | 'land-kinds'

export interface SeedRow {
  readonly text: (column: string) => string
  readonly optional: (column: string) => string | null
}

/** The rows of a file of facts; the header names the columns. */
export function readSeedFile(file: URL): SeedRow[] {
  const [header = [], ...rows] = parse(readFileSync(file, 'utf8'))
  return rows.map((row) => {
    const read = (column: string) => {
      const value = row[header.indexOf(column)]
      if (value === undefined) throw new Error(`${file.pathname} has no column ${column}`)
      return value
    }
    return { text: read, optional: (column) => read(column) || null }
  })
}

const readSeed = (file: SeedFile) => readSeedFile(new URL(`./seeds/${file}.csv`, import.meta.url))

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

export function oneOf<T extends string>(allowed: readonly T[], value: string): T {
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

/** Every file of facts by its name. */
export const seeds: Readonly<Record<string, readonly SeedEntry[] | undefined>> = {
  provinces,
  'wards-hcmc': wards,
  'ethnic-groups': ethnicGroups,
  sexes,
  'land-kinds': readSeed('land-kinds').map(seedEntry),
}

/** The entries in force on a day. */
export function inForce<T extends SeedEntry>(entries: readonly T[], day: string): T[] {
  return entries.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
}

/** Entries in the form the code-list import reads: code,name,name_en,parent,kind,aliases. */
export function codeListCsv(entries: readonly SeedEntry[]): string {
  const rows = entries.map(({ code, name, nameEn, parent, kind, aliases }) => {
    return [code, name, nameEn, parent ?? '', kind ?? '', aliases.join(';')]
  })
  return [['code', 'name', 'name_en', 'parent', 'kind', 'aliases'], ...rows].map((row) => `${csvLine(row)}\n`).join('')
}

/** "Phường Sài Gòn" → "Sài Gòn". */
export function bareName({ name }: SeedEntry): string {
  return name.replace(/^(Phường|Xã|Đặc khu|Tỉnh|Thành phố) /, '')
}
