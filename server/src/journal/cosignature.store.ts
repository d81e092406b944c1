import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { NoteSignature, NoteVerifier } from './tlog/signed-note.ts'
import type { Failure } from './witness-failure.ts'

interface CosignatureRow {
  readonly size: number
  readonly witness: string
  readonly key_id: number
  readonly signature: Buffer
}

const toSignature = ({ witness, key_id, signature }: CosignatureRow): NoteSignature => ({
  ...{ name: witness, keyId: key_id, signature },
})

/** Keeps the first cosignature of a witness for a size; a later one says nothing new. */
export async function insertCosignature(db: Db, size: number, line: NoteSignature): Promise<void> {
  await db.execute(sql`
    INSERT INTO journal.cosignatures (size, witness, key_id, signature)
    VALUES (${size}, ${line.name}, ${line.keyId}, ${line.signature}) ON CONFLICT DO NOTHING`)
}

/** The cosignatures of a checkpoint, in one order. */
export async function listCosignatures(db: Db, size: number): Promise<NoteSignature[]> {
  const rows = await db.rows<CosignatureRow>(
    sql`SELECT size, witness, key_id, signature FROM journal.cosignatures WHERE size = ${size} ORDER BY witness, key_id`,
  )
  return rows.map(toSignature)
}

/** The cosignatures of each of several checkpoints that has any, by its size. */
export async function listCosignaturesOf(
  db: Db,
  sizes: readonly number[],
): Promise<ReadonlyMap<number, readonly NoteSignature[]>> {
  const rows = await db.rows<CosignatureRow>(sql`
    SELECT size, witness, key_id, signature FROM journal.cosignatures
    WHERE size = ANY (${sizes}::bigint[]) ORDER BY size, witness, key_id`)
  const found = new Map<number, NoteSignature[]>()
  for (const row of rows) found.set(row.size, [...(found.get(row.size) ?? []), toSignature(row)])
  return found
}

/** A checkpoint that a witness cosigned, as the log signed it. */
export interface Cosigned {
  readonly size: number
  readonly note: string
  readonly line: NoteSignature
}

export async function findLastCosigned(db: Db, { name, keyId }: NoteVerifier): Promise<Cosigned | undefined> {
  const row = await db.first<CosignatureRow & { note: string }>(sql`
    SELECT s.size, s.witness, s.key_id, s.signature, c.note
    FROM journal.cosignatures AS s JOIN journal.checkpoints AS c ON c.size = s.size
    WHERE s.witness = ${name} AND s.key_id = ${keyId} ORDER BY s.size DESC LIMIT 1`)
  return row && { size: row.size, note: row.note, line: toSignature(row) }
}

/** What a witness cosigned, from beyond a size on, in order. */
export async function listCosigned(
  db: Db,
  { name, keyId }: NoteVerifier,
  { beyond, limit }: { readonly beyond: number; readonly limit: number },
): Promise<Cosigned[]> {
  const rows = await db.rows<CosignatureRow & { note: string | null }>(sql`
    SELECT s.size, s.witness, s.key_id, s.signature, c.note
    FROM journal.cosignatures AS s JOIN journal.checkpoints AS c ON c.size = s.size
    WHERE s.witness = ${name} AND s.key_id = ${keyId} AND s.size > ${beyond} ORDER BY s.size LIMIT ${limit}`)
  return rows.map((row) => ({ size: row.size, note: row.note ?? '', line: toSignature(row) }))
}

/** Of the last hundred cosigned checkpoints beyond an index, the size of the one that most witnesses cosigned. */
export async function findBestCosigned(db: Db, index: number): Promise<number | undefined> {
  const row = await db.first<{ size: number }>(sql`
    SELECT size FROM (
      SELECT size, count(*) AS witnesses FROM journal.cosignatures
      WHERE size > ${index} GROUP BY size ORDER BY size DESC LIMIT 100) AS recent
    ORDER BY witnesses DESC, size DESC LIMIT 1`)
  return row?.size
}

/** How a witness answered when it was asked last. */
export interface WitnessAnswer {
  readonly askedAt: Date
  readonly size: number
  /** Undefined when it cosigned. */
  readonly failure: Failure | undefined
}

export async function putAnswer(db: Db, { name, keyId }: NoteVerifier, answer: WitnessAnswer): Promise<void> {
  const { askedAt, size, failure } = answer
  await db.execute(sql`
    INSERT INTO journal.witness_answers (witness, key_id, asked_at, size, failure, detail)
    VALUES (${name}, ${keyId}, ${askedAt}, ${size}, ${failure?.reason ?? null}, ${failure?.detail ?? null})
    ON CONFLICT (witness, key_id) DO UPDATE
    SET asked_at = excluded.asked_at, size = excluded.size, failure = excluded.failure, detail = excluded.detail`)
}

export async function findAnswer(db: Db, { name, keyId }: NoteVerifier): Promise<WitnessAnswer | undefined> {
  const row = await db.first<{
    asked_at: Date
    size: number
    failure: Failure['reason'] | null
    detail: string | null
  }>(
    sql`SELECT asked_at, size, failure, detail FROM journal.witness_answers WHERE witness = ${name} AND key_id = ${keyId}`,
  )
  return (
    row && {
      ...{ askedAt: row.asked_at, size: row.size },
      failure: row.failure === null ? undefined : { reason: row.failure, detail: row.detail ?? '' },
    }
  )
}
