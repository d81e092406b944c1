import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import { assignedThings, endingUnits, firstNamed, fromAndTo, mostNamed } from '../act/succession.sql.ts'
import type { EffectLine, Succession } from '../act/succession.ts'
import type { OrganisationId, OrganisationKind } from '../organisation/organisation.ts'
import type { Role } from './role.ts'

/** Every account of a unit that ends, with the unit it goes to. */
const passing = (succession: Succession) => sql`
  SELECT a.id, a.login, a.state, a.issued_at, ${fromAndTo}
  FROM ${endingUnits(succession)} JOIN identity.accounts AS a ON a.organisation_id = p."from"
  LEFT JOIN ${assignedThings(succession, 'account')} ON x."from" = p."from" AND x.id = a.id`

/** Every client of a unit that ends but those that were refused; a system goes with the account it works through. */
const passingClients = (succession: Succession) => sql`
  SELECT c.id, c.code, ${fromAndTo}
  FROM ${endingUnits(succession)} JOIN identity.clients AS c ON c.organisation_id = p."from" AND c.state <> 'refused'
  LEFT JOIN ${assignedThings(succession, 'account')} ON x."from" = p."from" AND x.id = c.account_id`

/** What is asked for in a unit that ends and not decided; what concerns an account goes with it. */
const passingRequests = (succession: Succession) => sql`
  SELECT q.id, q.login, ${fromAndTo}
  FROM ${endingUnits(succession)} JOIN identity.account_requests AS q ON q.organisation_id = p."from" AND q.state = 'open'
  LEFT JOIN ${assignedThings(succession, 'account')} ON x."from" = p."from" AND x.id = q.account_id`

/** What an open review still asks about accounts of a unit that ends: whoever takes an account over answers for it. */
const passingItems = (succession: Succession) => sql`
  SELECT i.id, i.account_id, p.login, p."from", p."to"
  FROM (${passing(succession)}) AS p
  JOIN identity.review_items AS i ON i.account_id = p.id AND i.organisation_id = p."from" AND i.answer IS NULL
  JOIN identity.reviews AS v ON v.id = i.review_id AND v.closed_at IS NULL`

/** Accounts, their tokens in force, what is asked for or about them, and clients: by where they come from and go to. */
export function countPassing(db: Db, succession: Succession): Promise<EffectLine[]> {
  return db.rows<EffectLine>(sql`
    WITH passing AS (${passing(succession)})
    SELECT 'accounts' AS what, "from", "to", count(*) AS count, ${firstNamed(sql`login`)} AS examples
    FROM passing GROUP BY "from", "to"
    UNION ALL
    SELECT 'tokens', p."from", p."to", count(*), ARRAY[]::text[]
    FROM passing AS p JOIN identity.api_tokens AS t ON t.account_id = p.id
    WHERE t.revoked_at IS NULL GROUP BY p."from", p."to"
    UNION ALL
    SELECT 'account-requests', p."from", p."to", count(*), ${firstNamed(sql`p.login`)}
    FROM (${passingRequests(succession)}) AS p GROUP BY p."from", p."to"
    UNION ALL
    SELECT 'account-reviews', p."from", p."to", count(DISTINCT p.account_id), ${firstNamed(sql`p.login`)}
    FROM (${passingItems(succession)}) AS p GROUP BY p."from", p."to"
    UNION ALL
    SELECT 'clients', p."from", p."to", count(*), ${firstNamed(sql`p.code`)}
    FROM (${passingClients(succession)}) AS p GROUP BY p."from", p."to"
    ORDER BY 1, 2, 3`)
}

/** Accounts that a split assigns although its unit does not have them. */
export function listStrange(
  db: Db,
  succession: Succession,
): Promise<{ unit: OrganisationId; unitName: string; account: string }[]> {
  return db.rows(sql`
    SELECT o.id AS unit, o.name AS "unitName", coalesce(a.login, x.id::text) AS account
    FROM ${assignedThings(succession, 'account')}
    JOIN identity.organisations AS o ON o.id = x."from"
    LEFT JOIN identity.accounts AS a ON a.id = x.id
    WHERE a.organisation_id IS DISTINCT FROM x."from" ORDER BY 1, 3 LIMIT ${mostNamed}`)
}

/** Accounts issued in a unit from an instant on. */
export function listIssuedSince(
  db: Db,
  succession: Succession,
  since: Date,
): Promise<{ unit: OrganisationId; unitName: string; login: string; on: string }[]> {
  return db.rows(sql`
    SELECT p."from" AS unit, o.name AS "unitName", p.login, (p.issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on
    FROM (${passing(succession)}) AS p JOIN identity.organisations AS o ON o.id = p."from"
    WHERE p.issued_at >= ${since} ORDER BY p.issued_at LIMIT ${mostNamed}`)
}

/** Roles of accounts `p` that are in force at an instant or to come, in the unit that ends. */
const heldAt = (at: Date) => sql`
  identity.account_roles AS r ON r.account_id = p.id AND r.organisation_id = p."from"
    AND (r.valid_to IS NULL OR r.valid_to > ${at})`

/** One account for each role that arrives at a successor. */
export function listPassingRoles(
  db: Db,
  succession: Succession,
  at: Date,
): Promise<{ from: OrganisationId; to: string; toKind: OrganisationKind; roles: Role[]; login: string }[]> {
  return db.rows(sql`
    SELECT DISTINCT ON (p."from", p."to", r.role) p."from", o.name AS "to", o.kind AS "toKind", ARRAY[r.role] AS roles, p.login
    FROM (${passing(succession)}) AS p JOIN ${heldAt(at)} JOIN identity.organisations AS o ON o.id = p."to"
    WHERE p.state <> 'closed' ORDER BY p."from", p."to", r.role, p.login`)
}

/** Passes all accounts on, their roles, what is asked for or about them and the clients of their unit: a statement for each, for any number. */
export async function passAccounts(
  tx: Tx,
  succession: Succession,
): Promise<{ id: string; from: string; fromName: string; to: string }[]> {
  await tx.execute(sql`
    WITH held AS (
      SELECT r.*, p."to" FROM (${passing(succession)}) AS p JOIN ${heldAt(tx.at)} WHERE p."to" IS NOT NULL),
    ended AS (
      UPDATE identity.account_roles AS r SET valid_to = greatest(r.valid_from, ${tx.at}) FROM held WHERE r.id = held.id)
    INSERT INTO identity.account_roles (
      id, account_id, organisation_id, role, valid_from, valid_to, requested_by, granted_by, decision)
    SELECT gen_random_uuid(), account_id, "to", role, greatest(valid_from, ${tx.at}), valid_to, requested_by, granted_by, decision
    FROM held`)
  await tx.execute(sql`
    UPDATE identity.account_requests AS q SET organisation_id = p."to"
    FROM (${passingRequests(succession)}) AS p WHERE q.id = p.id AND p."to" IS NOT NULL`)
  await tx.execute(sql`
    UPDATE identity.review_items AS i SET organisation_id = p."to"
    FROM (${passingItems(succession)}) AS p WHERE i.id = p.id AND p."to" IS NOT NULL`)
  await tx.execute(sql`
    UPDATE identity.clients AS c SET organisation_id = p."to"
    FROM (${passingClients(succession)}) AS p WHERE c.id = p.id AND p."to" IS NOT NULL`)
  return tx.rows(sql`
    UPDATE identity.accounts AS a SET organisation_id = p."to"
    FROM (${passing(succession)}) AS p JOIN identity.organisations AS o ON o.id = p."from"
    WHERE a.id = p.id AND p."to" IS NOT NULL
    RETURNING a.id, p."from", o.name AS "fromName", p."to"`)
}
