import { systemActor } from '../../journal/index.ts'
import type { Actor, Journal } from '../../journal/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { identityEvents } from '../identity.events.ts'
import { announceMilliseconds, isRotationDue, newSigningKey } from './signing-key.ts'
import type { SigningKey } from './signing-key.ts'
import { insertSigningKey, listSigningKeys, lockSigningKeys } from './signing-key.store.ts'

interface Deps {
  readonly db: Db
  readonly journal: Journal
  readonly clock: Clock
  readonly secret: string
}

/** Who acts when the clock says that it is time. */
const keeper = systemActor('openid keys')

/** Makes the key that follows when it is due, or the first; gives all there are. Several processes may ask at once. */
export async function makeKeyIfDue(deps: Deps): Promise<readonly SigningKey[]> {
  const { db, clock } = deps
  const kept = await listSigningKeys(db)
  if (!isRotationDue(kept, clock.now())) return kept
  return makeKey(deps, keeper, { isWanted: (now) => isRotationDue(now, clock.now()), atOnce: kept.length === 0 })
}

/** Makes the key that follows, whether it is due or not; it signs a day later, or at once after a loss. */
export async function rotateSigningKeys(deps: Deps, actor: Actor, atOnce: boolean): Promise<SigningKey | undefined> {
  const keys = await makeKey(deps, actor, { isWanted: () => true, atOnce })
  return keys.at(-1)
}

interface Wish {
  readonly isWanted: (kept: readonly SigningKey[]) => boolean
  readonly atOnce: boolean
}

class NotWantedError extends Error {
  override readonly name = 'NotWantedError'
}

async function makeKey({ db, journal, secret }: Deps, actor: Actor, { isWanted, atOnce }: Wish) {
  try {
    return await journal.change(actor, async (tx) => {
      await lockSigningKeys(tx)
      const kept = await listSigningKeys(tx)
      // Another process was quicker; nothing is left to be recorded, so the change is called off.
      if (!isWanted(kept)) throw new NotWantedError('another process made the key')
      const signsFrom = atOnce ? tx.at : new Date(tx.at.getTime() + announceMilliseconds)
      const key = newSigningKey(secret, { publishedAt: tx.at, signsFrom })
      await insertSigningKey(tx, key)
      await tx.record({
        event: identityEvents['signingKey.made'],
        subject: { type: 'signingKey', id: key.kid, label: key.kid },
        payload: { signsFrom: signsFrom.toISOString(), before: kept.map(({ kid }) => kid) },
      })
      return [...kept, key]
    })
  } catch (error) {
    if (error instanceof NotWantedError) return listSigningKeys(db)
    throw error
  }
}
