import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Account } from '../account/account.ts'
import { rolesAt } from '../account/held-role.store.ts'
import { orgRef } from '../organisation/organisation.store.ts'
import type { FocalPoint, FocalPointGap, FocalPointRole, RecordedPerson } from './focal-point.ts'

export async function insertPerson(
  tx: Tx,
  person: RecordedPerson & { readonly id: string; readonly salt: string; readonly commitment: Buffer },
): Promise<void> {
  const { id, name, position, phone, email, salt, commitment } = person
  await tx.execute(sql`
    INSERT INTO identity.recorded_people (id, name, position, phone, email, salt, commitment)
    VALUES (${id}, ${name}, ${position}, ${phone}, ${email}, ${salt}, ${commitment})`)
}

export interface Assignment {
  readonly id: string
  readonly unit: string
  readonly role: FocalPointRole
  readonly account: string | null
  readonly person: string | null
  readonly validFrom: string
  readonly validTo: string | null
}

/** Hands over: whoever was in force ends where the new one begins. Gives whom it ended. */
export async function endBefore(
  tx: Tx,
  { unit, role, validFrom }: Pick<Assignment, 'unit' | 'role' | 'validFrom'>,
): Promise<string | undefined> {
  const row = await tx.first<{ id: string }>(sql`
    UPDATE identity.focal_points SET valid_to = ${validFrom}::date
    WHERE organisation_id = ${unit}::uuid AND role = ${role} AND valid_from < ${validFrom}::date
      AND (valid_to IS NULL OR valid_to > ${validFrom}::date) RETURNING id`)
  return row?.id
}

/** Gives false when another is in force on one of the days. */
export async function insertFocalPoint(tx: Tx, given: Assignment): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO identity.focal_points (id, organisation_id, role, account_id, person_id, valid_from, valid_to)
    VALUES (${given.id}, ${given.unit}::uuid, ${given.role}, ${given.account}::uuid, ${given.person}::uuid,
            ${given.validFrom}::date, ${given.validTo}::date)
    ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export async function saveEnd(tx: Tx, id: string, on: string): Promise<boolean> {
  const ended = await tx.execute(sql`
    UPDATE identity.focal_points SET valid_to = ${on}::date
    WHERE id = ${id}::uuid AND valid_from < ${on}::date AND (valid_to IS NULL OR valid_to > ${on}::date)`)
  return ended === 1
}

const columns = sql`
  f.id, f.organisation_id AS unit, f.role, f.valid_from AS "validFrom", f.valid_to AS "validTo",
  CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'login', a.login, 'name', a.name) END AS account,
  CASE WHEN p.id IS NOT NULL THEN
    json_build_object('name', p.name, 'position', p.position, 'phone', p.phone, 'email', p.email) END AS person`
const tables = sql`
  identity.focal_points AS f LEFT JOIN identity.accounts AS a ON a.id = f.account_id
  LEFT JOIN identity.recorded_people AS p ON p.id = f.person_id`

/** Of one unit, newest first. */
export function listFocalPoints(db: Db, unit: string): Promise<FocalPoint[]> {
  return db.rows<FocalPoint>(sql`
    SELECT ${columns} FROM ${tables} WHERE f.organisation_id = ${unit}::uuid ORDER BY f.role, f.valid_from DESC`)
}

export function findFocalPoint(db: Db, id: string): Promise<FocalPoint | undefined> {
  return db.first<FocalPoint>(sql`SELECT ${columns} FROM ${tables} WHERE f.id = ${id}::uuid`)
}

interface OwnAccount extends Pick<Account, 'login' | 'state' | 'kind'> {
  readonly unit: string
}

/** What an account is to a unit, where it could become its focal point. */
export function findOwnAccount(db: Db, id: string): Promise<OwnAccount | undefined> {
  return db.first(sql`SELECT organisation_id AS unit, state, login, kind FROM identity.accounts WHERE id = ${id}::uuid`)
}

/**
 * Living units in which an active account provides or uses data, and that have nobody to answer for it: now, or soon
 * enough that it is time to name the next (Điều 17.1, 18.1).
 */
export function listGaps(
  db: Db,
  { at, soon, unit }: { readonly at: Date; readonly soon: string; readonly unit: string | null },
): Promise<FocalPointGap[]> {
  const day = localDay(at)
  return db.rows<FocalPointGap>(sql`
    WITH needed AS (
      SELECT DISTINCT a.organisation_id AS unit, role
      FROM identity.accounts AS a CROSS JOIN unnest(${rolesAt(at)}) AS role
      WHERE a.state = 'active' AND role IN ('provider', 'consumer') AND (${unit}::uuid IS NULL OR a.organisation_id = ${unit}::uuid))
    SELECT ${orgRef('o')} AS unit, n.role,
           CASE WHEN f.id IS NULL THEN 'nobody' WHEN a.state <> 'active' THEN 'not-active' ELSE 'ends-soon' END AS reason,
           CASE WHEN a.state IS DISTINCT FROM 'active' AND f.account_id IS NOT NULL THEN NULL ELSE f.valid_to END AS "from"
    FROM needed AS n JOIN identity.organisations AS o ON o.id = n.unit
      AND o.valid_from <= ${day}::date AND (o.valid_to IS NULL OR o.valid_to > ${day}::date)
    LEFT JOIN identity.focal_points AS f ON f.organisation_id = n.unit AND f.role = n.role
      AND f.valid_from <= ${day}::date AND (f.valid_to IS NULL OR f.valid_to > ${day}::date)
    LEFT JOIN identity.accounts AS a ON a.id = f.account_id
    WHERE f.id IS NULL OR a.state <> 'active' OR (f.valid_to <= ${soon}::date AND NOT EXISTS (
      SELECT FROM identity.focal_points AS next WHERE next.organisation_id = f.organisation_id AND next.role = f.role
        AND next.valid_from = f.valid_to))
    ORDER BY o.search, o.id, n.role`)
}
