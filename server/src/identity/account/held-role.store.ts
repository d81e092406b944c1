import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from './account.ts'
import type { HeldRole, Period } from './held-role.ts'
import { roles } from './role.ts'
import type { Role } from './role.ts'
import type { OrganisationId } from '../organisation/organisation.ts'

/** Who asked for a role and who gave it, by account or `system`, and the decision it rests on. */
export interface Grant {
  readonly accountId: AccountId
  readonly unitId: OrganisationId
  readonly requestedBy: string
  readonly grantedBy: string
  readonly decision: string | null
}

const rank = sql`array_position(${roles}::text[], r.role)`

/** The roles an account `a` holds in its unit at an instant, as an array in their fixed order. */
export function rolesAt(at: Date): RawBuilder<readonly Role[]> {
  return sql`ARRAY(
    SELECT r.role FROM identity.account_roles AS r
    WHERE r.account_id = a.id AND r.organisation_id = a.organisation_id
      AND r.valid_from <= ${at} AND (r.valid_to IS NULL OR ${at} < r.valid_to) ORDER BY ${rank})`
}

/** The next instant at which a role of account `a` begins or ends by itself; null when none does. */
export function rolesChangeAfter(at: Date): RawBuilder<Date | null> {
  return sql`(
    SELECT min(edge) FROM identity.account_roles AS r, unnest(ARRAY[r.valid_from, r.valid_to]) AS edge
    WHERE r.account_id = a.id AND edge > ${at})`
}

/** The roles of account `a` that are in force or to come, as JSON. */
export function heldRolesFrom(at: Date): RawBuilder<unknown> {
  return sql`(
    SELECT coalesce(json_agg(json_build_object('id', r.id, 'role', r.role, 'validFrom', r.valid_from, 'validTo', r.valid_to)
                             ORDER BY ${rank}, r.valid_from), '[]')
    FROM identity.account_roles AS r
    WHERE r.account_id = a.id AND r.organisation_id = a.organisation_id AND (r.valid_to IS NULL OR r.valid_to > ${at}))`
}

export async function insertHeldRoles(tx: Tx, grant: Grant, periods: readonly Period[]): Promise<void> {
  const rows = periods.map(({ role, validFrom, validTo }) => ({
    ...{ id: newId<'held-role'>(tx.at), account_id: grant.accountId, organisation_id: grant.unitId, role },
    ...{ valid_from: validFrom, valid_to: validTo },
    ...{ requested_by: grant.requestedBy, granted_by: grant.grantedBy, decision: grant.decision },
  }))
  await tx.execute(sql`
    INSERT INTO identity.account_roles
    SELECT * FROM json_populate_recordset(NULL::identity.account_roles, ${JSON.stringify(rows)}::json)`)
}

/** Ends roles now, those that have not begun too. */
export async function endHeldRoles(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.account_roles SET valid_to = greatest(valid_from, ${tx.at})
    WHERE id = ANY (${ids}::uuid[]) AND (valid_to IS NULL OR valid_to > ${tx.at})`)
}

/** In force at the instant or to come. */
export function listHeldRoles(db: Db, accountId: AccountId, at: Date): Promise<HeldRole[]> {
  return db.rows<HeldRole>(sql`
    SELECT r.id, r.role, r.valid_from AS "validFrom", r.valid_to AS "validTo"
    FROM identity.account_roles AS r JOIN identity.accounts AS a
      ON a.id = r.account_id AND a.organisation_id = r.organisation_id
    WHERE r.account_id = ${accountId}::uuid AND (r.valid_to IS NULL OR r.valid_to > ${at})
    ORDER BY ${rank}, r.valid_from`)
}

/** Units with an active account that holds one of the roles, once for each role. */
export function listUnitsHolding(db: Db, wanted: readonly Role[], at: Date): Promise<{ unit: string; role: Role }[]> {
  return db.rows(sql`
    SELECT DISTINCT r.organisation_id AS unit, r.role
    FROM identity.account_roles AS r JOIN identity.accounts AS a
      ON a.id = r.account_id AND a.organisation_id = r.organisation_id AND a.state = 'active'
    WHERE r.role = ANY (${wanted}::text[]) AND r.valid_from <= ${at} AND (r.valid_to IS NULL OR ${at} < r.valid_to)
    ORDER BY unit, r.role`)
}
