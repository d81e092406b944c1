import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import { lastUses } from '../account/account.store.ts'
import { roles } from '../account/role.ts'
import type { Role } from '../account/role.ts'
import type { AccountId } from '../account/account.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import { orgRef } from '../organisation/organisation.store.ts'
import type { Answer, Review, ReviewedAccount, ReviewId, ReviewItem } from './review.ts'

const columns = sql`
  v.id, v.quarter, v.opened_at AS "openedAt", v.deadline, v.closed_at AS "closedAt"`

/** Gives false when the quarter has its review, or another review is open. */
export async function insertReview(tx: Tx, review: Review): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO identity.reviews (id, quarter, opened_at, deadline)
    VALUES (${review.id}, ${review.quarter}, ${review.openedAt}, ${review.deadline}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

/** Puts every account issued before an instant into the review, each with the roles it holds; gives how many accounts. */
export async function insertItems(tx: Tx, reviewId: ReviewId, issuedBefore: Date): Promise<number> {
  const rows = await tx.rows<{ account: string }>(sql`
    INSERT INTO identity.review_items (id, review_id, account_id, organisation_id, account_role_id)
    SELECT gen_random_uuid(), ${reviewId}, a.id, a.organisation_id, r.id
    FROM identity.accounts AS a LEFT JOIN identity.account_roles AS r
      ON r.account_id = a.id AND r.organisation_id = a.organisation_id AND (r.valid_to IS NULL OR r.valid_to > ${tx.at})
    WHERE a.state IN ('issued', 'active') AND a.issued_at < ${issuedBefore}
    RETURNING account_id AS account`)
  return new Set(rows.map(({ account }) => account)).size
}

export function findReview(db: Db, id: string): Promise<Review | undefined> {
  return db.first<Review>(sql`SELECT ${columns} FROM identity.reviews AS v WHERE v.id = ${id}::uuid`)
}

/** Newest first. */
export function listReviews(db: Db): Promise<Review[]> {
  return db.rows<Review>(sql`SELECT ${columns} FROM identity.reviews AS v ORDER BY v.quarter DESC LIMIT 100`)
}

/** The review held open while it is answered; undefined when it is closed, or about to be. */
export function holdOpen(tx: Tx, id: string): Promise<Review | undefined> {
  return tx.first<Review>(sql`
    SELECT ${columns} FROM identity.reviews AS v
    WHERE v.id = ${id}::uuid AND v.closed_at IS NULL AND v.deadline > ${tx.at} FOR SHARE`)
}

/** Closes the review whose deadline is over, once whoever answers it is done. */
export function saveClosing(tx: Tx): Promise<Review | undefined> {
  return tx.first<Review>(sql`
    UPDATE identity.reviews AS v SET closed_at = ${tx.at} WHERE v.closed_at IS NULL AND v.deadline <= ${tx.at}
    RETURNING ${columns}`)
}

export function findOverdue(db: Db, at: Date): Promise<Review | undefined> {
  return db.first<Review>(sql`
    SELECT ${columns} FROM identity.reviews AS v WHERE v.closed_at IS NULL AND v.deadline <= ${at}`)
}

/** Whether a quarter has no review yet, none is open, and somebody is there to be reviewed. */
export async function isReviewMissing(db: Db, quarter: string, issuedBefore: Date): Promise<boolean> {
  const row = await db.first<{ missing: boolean }>(sql`
    SELECT NOT EXISTS (SELECT FROM identity.reviews WHERE quarter = ${quarter} OR closed_at IS NULL)
      AND EXISTS (SELECT FROM identity.accounts WHERE issued_at < ${issuedBefore} AND state IN ('issued', 'active'))
      AS missing`)
  return row?.missing === true
}

type Told = Omit<ReviewItem, 'validFrom' | 'validTo' | 'answeredAt'> &
  Readonly<Record<'validFrom' | 'validTo' | 'answeredAt', string | null>>

/** Accounts of a review, of all units or of one, by unit and login. */
export async function listReviewed(db: Db, review: string, unit: string | null): Promise<ReviewedAccount[]> {
  const rows = await db.rows<Omit<ReviewedAccount, 'items'> & { items: Told[] }>(sql`
    SELECT a.id, a.login, a.name, ${orgRef('o')}::jsonb AS unit, a.state, a.issued_at AS "issuedAt", u.at AS "lastUsedAt",
           json_agg(json_build_object(
             'id', i.id, 'role', r.role, 'validFrom', r.valid_from, 'validTo', r.valid_to,
             'answer', i.answer, 'answeredBy', i.answerer_login, 'answeredAt', i.answered_at)
             ORDER BY array_position(${roles}::text[], r.role)) AS items
    FROM identity.review_items AS i
    JOIN identity.accounts AS a ON a.id = i.account_id
    JOIN identity.organisations AS o ON o.id = i.organisation_id
    LEFT JOIN identity.account_roles AS r ON r.id = i.account_role_id
    LEFT JOIN ${lastUses} AS u ON u.account_id = a.id
    WHERE i.review_id = ${review}::uuid AND (${unit}::uuid IS NULL OR i.organisation_id = ${unit}::uuid)
    GROUP BY a.id, o.id, u.at ORDER BY o.search, o.id, a.login`)
  return rows.map((row) => ({ ...row, items: row.items.map(revive) }))
}

function revive({ validFrom, validTo, answeredAt, ...rest }: Told): ReviewItem {
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return { ...rest, validFrom: instant(validFrom), validTo: instant(validTo), answeredAt: instant(answeredAt) }
}

/** An item of an account that is answered for. */
export interface AskedItem {
  readonly id: string
  readonly account: AccountId
  readonly login: string
  readonly unit: string
  readonly unitName: string
  readonly role: Role | null
}

/** All items of accounts in a review. */
export function listItemsOf(db: Db, review: string, accounts: readonly string[]): Promise<AskedItem[]> {
  return db.rows<AskedItem>(sql`
    SELECT i.id, i.account_id AS account, a.login, i.organisation_id AS unit, o.name AS "unitName", r.role
    FROM identity.review_items AS i
    JOIN identity.accounts AS a ON a.id = i.account_id
    JOIN identity.organisations AS o ON o.id = i.organisation_id
    LEFT JOIN identity.account_roles AS r ON r.id = i.account_role_id
    WHERE i.review_id = ${review}::uuid AND i.account_id = ANY (${accounts}::uuid[]) ORDER BY a.login, r.role`)
}

/** Keeps answers to items that had none; gives the ids of those it kept. */
export async function saveAnswers(
  tx: Tx,
  answers: readonly { readonly id: string; readonly answer: Answer }[],
  by: { readonly id: string; readonly login: string },
): Promise<string[]> {
  const kept = await tx.rows<{ id: string }>(sql`
    UPDATE identity.review_items AS i
    SET answer = g.answer, answered_by = ${by.id}, answerer_login = ${by.login}, answered_at = ${tx.at}
    FROM json_to_recordset(${JSON.stringify(answers)}::json) AS g (id uuid, answer text)
    WHERE i.id = g.id AND i.answer IS NULL RETURNING i.id`)
  return kept.map(({ id }) => id)
}

/** An account that was not wholly answered for when its review closed. */
export interface Unanswered {
  readonly account: AccountId
  /** Whether another of its roles was certified, so that the account itself stands. */
  readonly stands: boolean
  /** Those nobody answered for. */
  readonly roles: readonly Role[]
}

/** Accounts of the demo city are reviewed like others, but nothing ends for them by itself. */
export function listUnanswered(db: Db, review: ReviewId): Promise<Unanswered[]> {
  return db.rows<Unanswered>(sql`
    SELECT i.account_id AS account, coalesce(bool_or(i.answer = 'certified'), false) AS stands,
           coalesce(array_agg(r.role) FILTER (WHERE i.answer IS NULL AND r.role IS NOT NULL), '{}') AS roles
    FROM identity.review_items AS i JOIN identity.accounts AS a ON a.id = i.account_id
    LEFT JOIN identity.account_roles AS r ON r.id = i.account_role_id
    WHERE i.review_id = ${review} AND NOT a.is_demo
    GROUP BY i.account_id HAVING bool_or(i.answer IS NULL) ORDER BY i.account_id`)
}

export interface UnitCount {
  readonly unit: OrgRef
  readonly accounts: number
  readonly certified: number
  readonly revoked: number
  readonly unanswered: number
}

/** How many accounts of each unit are certified, revoked and unanswered; by name of the unit. */
export function countByUnit(db: Db, review: string): Promise<UnitCount[]> {
  return db.rows<UnitCount>(sql`
    SELECT ${orgRef('o')} AS unit, count(*) AS accounts,
           count(*) FILTER (WHERE NOT open AND stands) AS certified,
           count(*) FILTER (WHERE NOT open AND NOT stands) AS revoked,
           count(*) FILTER (WHERE open) AS unanswered
    FROM (
      SELECT organisation_id, account_id, bool_or(answer IS NULL) AS open,
             coalesce(bool_or(answer = 'certified'), false) AS stands
      FROM identity.review_items WHERE review_id = ${review}::uuid GROUP BY organisation_id, account_id) AS c
    JOIN identity.organisations AS o ON o.id = c.organisation_id
    GROUP BY o.id ORDER BY o.search, o.id`)
}
