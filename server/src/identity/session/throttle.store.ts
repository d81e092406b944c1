import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import { forgetSeconds, throttleDelays } from './throttle.ts'
import type { Throttle } from './throttle.ts'

/**
 * Counts an attempt of a key before its password is looked at, in one statement, so attempts in parallel are counted
 * too. Gives the instant until which the key is closed when it is, and
 * whether this is the first to hear of it.
 */
export async function claimAttempt(
  db: Db,
  key: string,
  throttle: Throttle,
  at: Date,
): Promise<{ until: Date; isFirst: boolean } | undefined> {
  const delays = throttleDelays(throttle)
  const claimed = await db.execute(sql`
    WITH given AS (SELECT ${at}::timestamptz AS at, ${delays}::integer[] AS delays)
    INSERT INTO identity.sign_in_attempts AS a (key, failures, attempted_at, blocked_until)
    SELECT ${key}, 1, given.at, given.at + delays[1] * interval '1 second' FROM given
    ON CONFLICT (key) DO UPDATE SET (failures, attempted_at, blocked_until) = (
      SELECT next.failures, given.at,
             given.at + delays[least(next.failures, cardinality(delays))] * interval '1 second'
      FROM given, LATERAL (
        SELECT CASE WHEN a.attempted_at < given.at - ${forgetSeconds} * interval '1 second' THEN 1
                    ELSE a.failures + 1 END AS failures) AS next)
    WHERE a.blocked_until <= excluded.attempted_at`)
  if (claimed === 1) return undefined
  const told = await db.first<{ until: Date }>(sql`
    UPDATE identity.sign_in_attempts SET told_until = blocked_until
    WHERE key = ${key} AND told_until IS DISTINCT FROM blocked_until RETURNING blocked_until AS until`)
  if (told) return { until: told.until, isFirst: true }
  const closed = await db.first<{ until: Date }>(sql`
    SELECT blocked_until AS until FROM identity.sign_in_attempts WHERE key = ${key}`)
  return closed && { until: closed.until, isFirst: false }
}

/** The login succeeded: its failures are forgotten, the address gets its attempt back. */
export async function forgiveAttempts(db: Db, loginKey: string, addressKey: string): Promise<void> {
  await db.execute(sql`DELETE FROM identity.sign_in_attempts WHERE key = ${loginKey}`)
  await db.execute(sql`
    UPDATE identity.sign_in_attempts SET failures = greatest(failures - 1, 0), blocked_until = attempted_at
    WHERE key = ${addressKey}`)
}

export async function removeOldAttempts(db: Db, at: Date): Promise<void> {
  await db.execute(sql`
    DELETE FROM identity.sign_in_attempts
    WHERE attempted_at < ${at}::timestamptz - ${forgetSeconds} * interval '1 second'`)
}
