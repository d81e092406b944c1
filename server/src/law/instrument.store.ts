import { sql } from 'kysely'
import type { Tx } from '../journal/index.ts'
import { fold } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import type { Instrument, InstrumentId } from './instrument.ts'

const columns = sql`
  id, number, kind, title, issuer, signer, signed_on AS "signedOn", effective_from AS "effectiveFrom",
  effective_to AS "effectiveTo", file_digest AS "fileDigest"`

/** Gives false when an instrument of this number, issuer and day is registered already. */
export async function insertInstrument(tx: Tx, instrument: Instrument): Promise<boolean> {
  const { id, number, kind, title, issuer, signer, signedOn, effectiveFrom, effectiveTo, fileDigest } = instrument
  const inserted = await tx.execute(sql`
    INSERT INTO law.instruments
      (id, number, kind, title, issuer, signer, signed_on, effective_from, effective_to, file_digest, search, registered_at)
    VALUES (${id}, ${number}, ${kind}, ${title}, ${issuer}, ${signer}, ${signedOn}, ${effectiveFrom}, ${effectiveTo},
            ${fileDigest}, ${fold(`${number} ${title} ${issuer}`)}, ${tx.at})
    ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export function findInstrument(db: Db, id: string): Promise<Instrument | undefined> {
  return db.first<Instrument>(sql`SELECT ${columns} FROM law.instruments WHERE id = ${id}::uuid`)
}

export function findInstruments(db: Db, ids: readonly InstrumentId[]): Promise<Instrument[]> {
  return db.rows<Instrument>(sql`SELECT ${columns} FROM law.instruments WHERE id = ANY (${ids}::uuid[])`)
}

export interface InstrumentFilter {
  readonly q: string | undefined
  /** The last instrument of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

/** Newest first. */
export function listInstruments(db: Db, filter: InstrumentFilter): Promise<Instrument[]> {
  const { q = '', after = null, limit } = filter
  return db.rows<Instrument>(sql`
    SELECT ${columns} FROM law.instruments
    WHERE strpos(search, ${fold(q)}) > 0
      AND (${after}::uuid IS NULL
           OR (signed_on, id) < (SELECT l.signed_on, l.id FROM law.instruments AS l WHERE l.id = ${after}::uuid))
    ORDER BY signed_on DESC, id DESC LIMIT ${limit}`)
}
