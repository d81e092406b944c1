import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { InstrumentId } from '../law/index.ts'
import { fold } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import type { CodeList, CodeListVersion } from './code-list.ts'
import type { Entry } from './entry.ts'

export type CodeListFacts = Omit<CodeList, 'versions' | 'current'>

/** Gives false when a list of this code is there already. */
export async function insertCodeList(tx: Tx, { code, name, nameEn, description }: CodeListFacts): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO reference.code_lists (code, name, name_en, description, registered_at)
    VALUES (${code}, ${name}, ${nameEn}, ${description}, ${tx.at}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

/** Keeps every other version of the list out until the transaction ends. */
export async function lockCodeList(tx: Tx, list: string): Promise<void> {
  await tx.execute(sql`SELECT FROM reference.code_lists WHERE code = ${list} FOR UPDATE`)
}

export async function closeVersion(tx: Tx, list: string, version: string, validTo: string): Promise<void> {
  await tx.execute(sql`
    UPDATE reference.code_list_versions SET valid_to = ${validTo} WHERE list = ${list} AND version = ${version}`)
}

export interface VersionRow extends Omit<CodeListVersion, 'instrument'> {
  readonly list: string
  readonly instrumentId: InstrumentId | null
}

export async function insertVersion(tx: Tx, row: VersionRow & { readonly digest: string }): Promise<void> {
  await tx.execute(sql`
    INSERT INTO reference.code_list_versions (list, version, valid_from, instrument_id, entries, digest, added_at)
    VALUES (${row.list}, ${row.version}, ${row.validFrom}, ${row.instrumentId}, ${row.entries}, ${row.digest}, ${tx.at})`)
}

/** One statement for all entries. */
export async function insertEntries(tx: Tx, list: string, version: string, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map(({ code, name, nameEn, parent, kind, aliases }, position) => ({
    list,
    version,
    code,
    position,
    name,
    name_en: nameEn,
    parent,
    kind,
    aliases,
    search: fold([code, name, nameEn, ...aliases].join(' ')),
  }))
  await tx.execute(sql`
    INSERT INTO reference.code_list_entries
    SELECT * FROM json_populate_recordset(NULL::reference.code_list_entries, ${JSON.stringify(rows)}::json)`)
}

const listColumns = sql`code, name, name_en AS "nameEn", description`

export function findCodeList(db: Db, code: string): Promise<CodeListFacts | undefined> {
  return db.first<CodeListFacts>(sql`SELECT ${listColumns} FROM reference.code_lists WHERE code = ${code}`)
}

export function listCodeLists(db: Db): Promise<CodeListFacts[]> {
  return db.rows<CodeListFacts>(sql`SELECT ${listColumns} FROM reference.code_lists ORDER BY code`)
}

/** Newest first. */
export function listVersions(db: Db, lists: readonly string[]): Promise<VersionRow[]> {
  return db.rows<VersionRow>(sql`
    SELECT list, version, valid_from AS "validFrom", valid_to AS "validTo", entries, instrument_id AS "instrumentId"
    FROM reference.code_list_versions WHERE list = ANY (${lists}::text[]) ORDER BY list, valid_from DESC`)
}

const entryColumns = sql`e.code, e.name, e.name_en AS "nameEn", e.parent, e.kind, e.aliases`

export interface EntryFilter {
  readonly q: string | undefined
  /** Only codes directly below this one. */
  readonly parent?: string | undefined
  /** Only codes whose parent does not stand in the same version. */
  readonly top?: boolean | undefined
  /** Place of the last entry of the page before. */
  readonly after: number | undefined
  readonly limit: number
}

/** In the order of the list. */
export function listEntries(
  db: Db,
  { list, version }: { list: string; version: string },
  { q = '', parent, top = false, after = -1, limit }: EntryFilter,
): Promise<(Entry & { position: number })[]> {
  const below = parent ?? null
  return db.rows<Entry & { position: number }>(sql`
    SELECT ${entryColumns}, e.position FROM reference.code_list_entries AS e
    WHERE e.list = ${list} AND e.version = ${version} AND e.position > ${after} AND strpos(e.search, ${fold(q)}) > 0
      AND (${below}::text IS NULL OR e.parent = ${below})
      AND (NOT ${top}::boolean OR NOT EXISTS (
        SELECT FROM reference.code_list_entries AS p WHERE p.list = e.list AND p.version = e.version AND p.code = e.parent))
    ORDER BY e.position LIMIT ${limit}`)
}

const inForce = (list: string, day: string) => sql`
  FROM reference.code_list_entries AS e
  JOIN reference.code_list_versions AS v ON v.list = e.list AND v.version = e.version
  WHERE e.list = ${list} AND v.valid_from <= ${day}::date AND (v.valid_to IS NULL OR ${day}::date < v.valid_to)`

/** The codes of a list in force on a day, with their names, as a piece of SQL for rules over sets. */
export function codesInForce(list: string, day: string): RawBuilder<{ code: string; name: string; name_en: string }> {
  return sql`SELECT e.code, e.name, e.name_en ${inForce(list, day)}`
}

export function findEntry(
  db: Db,
  list: string,
  { code, day }: { code: string; day: string },
): Promise<(Entry & { version: string }) | undefined> {
  return db.first<Entry & { version: string }>(sql`
    SELECT ${entryColumns}, v.version ${inForce(list, day)} AND e.code = ${code}`)
}
