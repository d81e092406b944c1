import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { sha256 } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'

/** Something the provider keeps under one of its model names; the id itself is kept nowhere. */
export interface Artifact {
  readonly model: string
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly grantId: string | undefined
  readonly userCode: Buffer | undefined
  readonly accountId: string | undefined
  readonly client: string | undefined
  readonly expiresAt: Date
}

export interface KeptArtifact {
  readonly payload: Readonly<Record<string, unknown>>
  readonly consumedAt: Date | null
}

/** A token of a client without a person belongs to the client's own account. */
export async function saveArtifact(db: Db, artifact: Artifact): Promise<void> {
  const { model, id, payload, grantId, userCode, accountId, client, expiresAt } = artifact
  await db.execute(sql`
    INSERT INTO identity.openid_artifacts
      (model, digest, payload, grant_id, user_code, account_id, client, expires_at)
    VALUES (${model}, ${sha256(id)}, ${JSON.stringify(payload)}::jsonb, ${grantId ?? null}, ${userCode ?? null},
      CASE WHEN ${model}::text = 'ClientCredentials'
           THEN (SELECT account_id FROM identity.clients WHERE code = ${client ?? null})
           ELSE ${accountId ?? null}::uuid END,
      ${client ?? null}, ${expiresAt})
    ON CONFLICT (model, digest) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
      account_id = excluded.account_id, expires_at = excluded.expires_at`)
}

export function findArtifact(db: Db, model: string, id: string): Promise<KeptArtifact | undefined> {
  return db.first<KeptArtifact>(sql`
    SELECT payload, consumed_at AS "consumedAt" FROM identity.openid_artifacts
    WHERE model = ${model} AND digest = ${sha256(id)}`)
}

/** A sign-in of the provider by the name that requests refer to it by; that name opens nothing. */
export function findSessionByUid(db: Db, uid: string): Promise<KeptArtifact | undefined> {
  return db.first<KeptArtifact>(sql`
    SELECT payload, consumed_at AS "consumedAt" FROM identity.openid_artifacts
    WHERE model = 'Session' AND payload->>'uid' = ${uid}`)
}

/** Takes an id that may be seen once; gives false when it was seen before. One of two requests at once gets it. */
export async function claimOnce(db: Db, model: string, id: string, expiresAt: Date): Promise<boolean> {
  const inserted = await db.execute(sql`
    INSERT INTO identity.openid_artifacts (model, digest, payload, expires_at)
    VALUES (${model}, ${sha256(id)}, '{}', ${expiresAt}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

/** Uses up what may be used once; gives false when somebody was quicker. */
export async function consumeArtifact(db: Db, { model, id, at }: { model: string; id: string; at: Date }) {
  const updated = await db.execute(sql`
    UPDATE identity.openid_artifacts SET consumed_at = ${at}
    WHERE model = ${model} AND digest = ${sha256(id)} AND consumed_at IS NULL`)
  return updated === 1
}

export async function removeArtifact(db: Db, model: string, id: string): Promise<void> {
  await db.execute(sql`DELETE FROM identity.openid_artifacts WHERE model = ${model} AND digest = ${sha256(id)}`)
}

/** Everything that was issued on one consent, whatever its model. */
export async function removeArtifactsOfGrant(db: Db, grantId: string): Promise<void> {
  await db.execute(sql`DELETE FROM identity.openid_artifacts WHERE grant_id = ${grantId}`)
}

/** What was issued on one consent under one model. */
export async function removeArtifactsOfModel(db: Db, model: string, grantId: string): Promise<void> {
  await db.execute(sql`DELETE FROM identity.openid_artifacts WHERE model = ${model} AND grant_id = ${grantId}`)
}

/** Every token, code and sign-in of a client. */
export async function removeArtifactsOfClient(tx: Tx, client: string): Promise<void> {
  await tx.execute(sql`DELETE FROM identity.openid_artifacts WHERE client = ${client}`)
}

/** Every token, consent and sign-in by OpenID of some accounts. */
export async function removeArtifactsOfAccounts(db: Db, accounts: readonly string[]): Promise<void> {
  await db.execute(sql`DELETE FROM identity.openid_artifacts WHERE account_id = ANY (${accounts}::uuid[])`)
}

/** Gives how many there were. */
export function removeExpiredArtifacts(db: Db, before: Date): Promise<number> {
  return db.execute(sql`DELETE FROM identity.openid_artifacts WHERE expires_at < ${before}`)
}

/** A device that waits for somebody to confirm it, by the code its person types. */
export function findWaitingDevice(db: Db, userCode: Buffer, at: Date): Promise<KeptArtifact | undefined> {
  return db.first<KeptArtifact>(sql`
    SELECT payload, consumed_at AS "consumedAt" FROM identity.openid_artifacts
    WHERE user_code = ${userCode} AND expires_at > ${at} AND NOT payload ?| ARRAY['accountId', 'error']`)
}

export interface DeviceAnswer {
  readonly grantId: string | undefined
  readonly accountId: string | undefined
  /** Members that the waiting device's record gets. */
  readonly members: Readonly<Record<string, unknown>>
}

/** Answers a waiting device; gives false when it was answered meanwhile, or waits no longer. */
export async function answerDevice(tx: Tx, userCode: Buffer, at: Date, answer: DeviceAnswer): Promise<boolean> {
  const updated = await tx.execute(sql`
    UPDATE identity.openid_artifacts
    SET payload = payload || ${JSON.stringify(answer.members)}::jsonb, grant_id = ${answer.grantId ?? null},
      account_id = ${answer.accountId ?? null}::uuid
    WHERE user_code = ${userCode} AND expires_at > ${at} AND NOT payload ?| ARRAY['accountId', 'error']`)
  return updated === 1
}

/** Answers a request for a sign-in that waits; gives false when it was answered meanwhile, or waits no longer. */
export async function answerInteraction(
  tx: Tx,
  { id, at, result }: { readonly id: string; readonly at: Date; readonly result: Readonly<Record<string, unknown>> },
): Promise<boolean> {
  const updated = await tx.execute(sql`
    UPDATE identity.openid_artifacts SET payload = payload || jsonb_build_object('result', ${JSON.stringify(result)}::jsonb)
    WHERE model = 'Interaction' AND digest = ${sha256(id)} AND expires_at > ${at} AND NOT payload ? 'result'`)
  return updated === 1
}
