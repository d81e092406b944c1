import type { Provider } from 'oidc-provider'
import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { systemActor } from '../../journal/index.ts'
import { newId, newSalt, sha256 } from '../../platform/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { findClient } from '../client/client.store.ts'
import { identityEvents } from '../identity.events.ts'
import type { Principal } from '../principal.ts'
import { removeArtifactsOfGrant } from './artifact.store.ts'
import { commitToOrigin, saveGrant } from './consent.ts'
import type { Asking, Consent, ConsentId } from './consent.ts'
import { findConsentHolder, listConsents, removeConsent, saveConsent } from './consent.store.ts'
import { scopes } from './client-metadata.ts'
import { openidProblems } from './openid.errors.ts'

/** Programs a person has let in (Điều 7.1): each is an act of theirs, and so is its end (ADR 0036). */
export interface Consents {
  /** What the caller has let in and has not ended, newest first. */
  listConsents(principal: Principal): Promise<Consent[]>
  /** Ends one at once, with every token that came of it; throws `identity.consentNotFound`. */
  endConsent(principal: Principal, id: string): Promise<void>
}

/** What the provider's own pages and the provider itself do with consents. */
export interface ConsentKeeping {
  /** Lets a program in, as one act with what tells the program so, which throws when the program was told before. */
  allow(principal: Principal, asking: Asking, tell: (tx: Tx, id: ConsentId) => Promise<void>): Promise<void>
  /** Sends a program away, as one act with what tells the program so. */
  refuse(principal: Principal, asking: Asking, tell: (tx: Tx) => Promise<void>): Promise<void>
  readonly endings: ConsentEndings
}

/** How a consent ends without its person. */
export interface ConsentEndings {
  /** A program gives up what it was let do; `token` is what it shows. */
  giveUp(id: string, program: { readonly client: string; readonly token: string }): Promise<void>
  /** Something that counts once was shown twice, so one of the two has stolen it. */
  endStolen(id: string): Promise<void>
}

interface Deps {
  readonly db: Db
  readonly journal: Journal
  readonly clock: Clock
  readonly api: () => string
  readonly provider: () => Promise<Provider>
  readonly personNow: (accountId: string) => Promise<Principal | undefined>
}

export function createConsents(deps: Deps): Consents & ConsentKeeping {
  const { db, journal, clock, api, provider } = deps
  return {
    listConsents: ({ accountId }) => listConsents(db, accountId, clock.now()),
    endConsent: async (principal, id) => {
      const isOwn = (await findConsentHolder(db, id)) === principal.accountId
      if (!isOwn || !(await end(journal, principal, id, 'person'))) throw openidProblems.consentNotFound()
    },
    allow: async (principal, asking, tell) => {
      const { accountId } = principal
      const id = newId<'consent'>(clock.now())
      await saveGrant(await provider(), { id, accountId, asking, api: api() })
      await journal.change(principal, async (tx) => {
        const salt = newSalt()
        const until = await saveConsent(tx, { ...asking, id, salt, givenAt: tx.at.toISOString() })
        if (!until) throw openidProblems.consentNotFound()
        await tell(tx, id)
        await tx.record({
          event: identityEvents['consent.given'],
          subject: { type: 'consent', id, label: asking.client },
          payload: { ...(await factsOf(tx, asking, salt)), until: until.toISOString() },
        })
      })
    },
    refuse: (principal, asking, tell) =>
      journal.change(principal, async (tx) => {
        await tell(tx)
        await tx.record({
          event: identityEvents['consent.refused'],
          subject: { type: 'consent', id: newId<'consent'>(tx.at), label: asking.client },
          payload: await factsOf(tx, asking, newSalt()),
        })
      }),
    endings: createEndings(deps),
  }
}

/** Who asked for what; where a device asked from is committed to, not shown. */
async function factsOf(tx: Tx, { client, scopes: asked, way, origin }: Asking, salt: string) {
  const registered = await findClient(tx, client)
  return {
    ...{ client, clientName: registered?.name ?? null },
    ...{ unit: registered?.unit.id ?? null, unitName: registered?.unit.name ?? null },
    ...{ way, scopes: [...asked], mayChange: asked.includes(scopes.write) },
    origin: origin && commitToOrigin(origin, salt).toString('hex'),
  }
}

function createEndings({ db, journal, personNow }: Deps): ConsentEndings {
  return {
    giveUp: async (id, { client, token }) => {
      const holder = await findConsentHolder(db, id)
      const person = holder && (await personNow(holder))
      const by = { code: client, token: sha256(token).toString('hex') }
      if (person) await end(journal, { ...person, via: 'token', client: by }, id, 'program')
    },
    endStolen: async (id) => {
      if (await findConsentHolder(db, id)) await end(journal, systemActor('openid'), id, 'usedTwice')
      await removeArtifactsOfGrant(db, id)
    },
  }
}

/** Somebody else ended it in the same moment: nothing is left to do, and nothing to record. */
class EndedMeanwhile extends Error {}

async function end(
  journal: Journal,
  actor: Actor,
  id: string,
  by: 'person' | 'program' | 'usedTwice',
): Promise<boolean> {
  try {
    await journal.change(actor, async (tx) => {
      const ended = await removeConsent(tx, id)
      if (!ended) throw new EndedMeanwhile()
      await tx.record({
        event: identityEvents['consent.ended'],
        subject: { type: 'consent', id: ended.id, label: ended.client },
        payload: { client: ended.client, by },
      })
    })
    return true
  } catch (error) {
    if (error instanceof EndedMeanwhile) return false
    throw error
  }
}
