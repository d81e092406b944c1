import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { sha256 } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { orgRef } from '../organisation/organisation.store.ts'
import type { Consent, ConsentId } from './consent.ts'

/** What is kept of a consent beside what the provider keeps; it goes when that goes. */
export interface KeptConsent extends Omit<Consent, 'registration' | 'until' | 'givenAt'> {
  readonly salt: string
  readonly givenAt: string
}

/** Gives until when it lasts; undefined when the provider keeps nothing of it. */
export async function saveConsent(tx: Tx, consent: KeptConsent): Promise<Date | undefined> {
  const kept = await tx.first<{ until: Date }>(sql`
    UPDATE identity.openid_artifacts SET payload = payload || jsonb_build_object('consent', ${JSON.stringify(consent)}::jsonb)
    WHERE model = 'Grant' AND digest = ${sha256(consent.id)} RETURNING expires_at AS until`)
  return kept?.until
}

/** Whose consent it is; undefined when it has ended. */
export async function findConsentHolder(db: Db, id: string): Promise<AccountId | undefined> {
  const found = await db.first<{ accountId: AccountId }>(sql`
    SELECT account_id AS "accountId" FROM identity.openid_artifacts
    WHERE model = 'Grant' AND digest = ${sha256(id)} AND payload ? 'consent'`)
  return found?.accountId
}

/** What an account has let in and has not ended, newest first. */
export async function listConsents(db: Db, accountId: AccountId, at: Date): Promise<Consent[]> {
  const rows = await db.rows<{ kept: KeptConsent; registration: Consent['registration']; until: Date }>(sql`
    SELECT a.payload->'consent' AS kept, a.expires_at AS until,
      CASE WHEN c.id IS NOT NULL THEN json_build_object('name', c.name, 'unit', ${orgRef('o')}) END AS registration
    FROM identity.openid_artifacts AS a
    LEFT JOIN identity.clients AS c ON c.code = a.client
    LEFT JOIN identity.organisations AS o ON o.id = c.organisation_id
    WHERE a.model = 'Grant' AND a.account_id = ${accountId} AND a.expires_at > ${at} AND a.payload ? 'consent'
    ORDER BY a.payload->'consent'->>'givenAt' DESC, a.digest`)
  return rows.map(({ kept, registration, until }) => {
    const { id, client, scopes, way, origin, givenAt } = kept
    return { id, client, scopes, way, origin, registration, givenAt: new Date(givenAt), until }
  })
}

/** Removes a consent and all that came of it; undefined when somebody was quicker. */
export async function removeConsent(tx: Tx, id: string): Promise<Pick<Consent, 'id' | 'client'> | undefined> {
  const removed = await tx.first<{ id: ConsentId; client: string }>(sql`
    DELETE FROM identity.openid_artifacts WHERE model = 'Grant' AND digest = ${sha256(id)} AND payload ? 'consent'
    RETURNING payload->'consent'->>'id' AS id, client`)
  if (removed) await tx.execute(sql`DELETE FROM identity.openid_artifacts WHERE grant_id = ${id}`)
  return removed
}
