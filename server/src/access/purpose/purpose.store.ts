import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Purpose, PurposeFacts } from './purpose.ts'

const columns = sql`
  p.code, p.name, p.name_en AS "nameEn", p.nature, p.legal_basis AS "legalBasis", p.is_common AS "isCommon", p.shows,
  p.retired_at AS "retiredAt",
  coalesce((SELECT json_agg(json_build_object('id', f.id, 'text', f.text,
      'unit', json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en)) ORDER BY o.search, f.text)
    FROM access.purpose_functions AS l JOIN identity.organisation_functions AS f ON f.id = l.function_id
    JOIN identity.organisations AS o ON o.id = f.organisation_id WHERE l.purpose = p.code), '[]') AS functions`

/** Those in use before those that were retired. */
export function listPurposes(db: Db): Promise<Purpose[]> {
  return db.rows<Purpose>(sql`
    SELECT ${columns} FROM access.purposes AS p ORDER BY p.retired_at IS NOT NULL, p.registered_at, p.is_common DESC, p.code`)
}

export function findPurpose(db: Db, code: string): Promise<Purpose | undefined> {
  return db.first<Purpose>(sql`SELECT ${columns} FROM access.purposes AS p WHERE p.code = ${code}`)
}

/** A purpose in use, as one unit has it on a day. */
export function findPurposeFacts(
  db: Db,
  { code, unit, day }: { readonly code: string; readonly unit: string; readonly day: string },
): Promise<PurposeFacts | undefined> {
  return db.first<PurposeFacts>(sql`
    SELECT p.code, p.nature, p.shows, p.is_common AS "isCommon", p.is_common OR EXISTS (
      SELECT FROM access.purpose_functions AS l JOIN identity.organisation_functions AS f ON f.id = l.function_id
      WHERE l.purpose = p.code AND f.organisation_id = ${unit}::uuid AND f.valid_from <= ${day}::date
        AND (f.valid_to IS NULL OR ${day}::date < f.valid_to)) AS "isInRemit"
    FROM access.purposes AS p WHERE p.code = ${code} AND p.retired_at IS NULL`)
}

/** Ids among those given that are no function of a unit. */
export async function strangeFunctions(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    SELECT g.id FROM unnest(${ids}::uuid[]) AS g (id)
    WHERE NOT EXISTS (SELECT FROM identity.organisation_functions AS f WHERE f.id = g.id)`)
  return rows.map(({ id }) => id)
}

export type NewPurpose = Omit<Purpose, 'functions' | 'retiredAt'> & { readonly functions: readonly string[] }

/** Gives false when the code is taken. */
export async function insertPurpose(tx: Tx, purpose: NewPurpose): Promise<boolean> {
  const { code, name, nameEn, nature, legalBasis, isCommon, shows, functions } = purpose
  const inserted = await tx.execute(sql`
    INSERT INTO access.purposes (code, name, name_en, nature, legal_basis, is_common, shows, registered_at)
    VALUES (${code}, ${name}, ${nameEn}, ${nature}, ${legalBasis}, ${isCommon}, ${shows}, ${tx.at}) ON CONFLICT DO NOTHING`)
  if (inserted === 0) return false
  if (functions.length > 0) {
    await tx.execute(sql`
      INSERT INTO access.purpose_functions (purpose, function_id) SELECT ${code}, unnest(${functions}::uuid[])`)
  }
  return true
}

/** Gives false when it was retired already. */
export async function retirePurpose(tx: Tx, code: string): Promise<boolean> {
  const retired = await tx.execute(sql`
    UPDATE access.purposes SET retired_at = ${tx.at} WHERE code = ${code} AND retired_at IS NULL`)
  return retired === 1
}
