import { errors } from 'oidc-provider'
import type { Adapter } from 'oidc-provider'
import { keyedDigest, sha256 } from '../../platform/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { findServedClient } from '../client/client.store.ts'
import { clientMetadata } from './client-metadata.ts'
import type { ConsentEndings } from './consent.service.ts'
import {
  claimOnce,
  consumeArtifact,
  findArtifact,
  findSessionByUid,
  removeArtifact,
  removeArtifactsOfModel,
  saveArtifact,
} from './artifact.store.ts'

export interface AdapterDeps {
  readonly db: Db
  readonly clock: Clock
  readonly secret: string
  readonly endings: ConsentEndings
}

/** As long as a proof of possession or a client's assertion can count, and some more for clocks that differ. */
const replaySeconds = 900

/** What a person types has few letters, so its digest is keyed. */
export function userCodeDigest(secret: string, userCode: string): Buffer {
  return sha256(keyedDigest(secret, 'user-code', userCode))
}

/**
 * Keeps what the provider wants kept (its adapter contract) in one table. What may be used once is taken by a single
 * statement, so of two requests at the same moment one gets it.
 */
export function createAdapter(deps: AdapterDeps): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client') return clientAdapter(deps)
    return model === 'ReplayDetection' ? replayAdapter(deps) : artifactAdapter(deps, model)
  }
}

function artifactAdapter({ db, clock, secret, endings }: AdapterDeps, model: string): Adapter {
  return {
    upsert: (id, { userCode, ...payload }, expiresIn) =>
      saveArtifact(db, {
        // Its id is what whoever holds it shows; it is kept as a digest only.
        ...{ model, id, payload: { ...payload, jti: undefined }, grantId: payload.grantId, client: payload.clientId },
        userCode: userCode === undefined ? undefined : userCodeDigest(secret, userCode),
        accountId: payload.accountId ?? payload.session?.accountId,
        expiresAt: new Date((payload.exp ?? epochSeconds(clock) + (expiresIn ?? 0)) * 1_000),
      }),
    find: async (id) => {
      const kept = await findArtifact(db, model, id)
      if (!kept) return undefined
      const consumed = kept.consumedAt === null ? {} : { consumed: Math.floor(kept.consumedAt.getTime() / 1_000) }
      return { ...kept.payload, ...consumed, jti: id }
    },
    consume: async (id) => {
      if (await consumeArtifact(db, { model, id, at: clock.now() })) return
      // Somebody was quicker with the same code: one of the two has stolen it.
      const kept = await findArtifact(db, model, id)
      const grantId = kept?.payload['grantId']
      if (typeof grantId === 'string') await endings.endStolen(grantId)
      throw model === 'PushedAuthorizationRequest'
        ? new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used')
        : new errors.InvalidGrant('already used')
    },
    destroy: async (id) => {
      if (model === 'Grant') await endings.endStolen(id)
      await removeArtifact(db, model, id)
    },
    // What a program gives up has ended by then; when something was shown twice, the provider destroys the grant, too.
    revokeByGrantId: (grantId) => removeArtifactsOfModel(db, model, grantId),
    // Devices are confirmed on the portal's own page.
    findByUserCode: () => Promise.resolve(undefined),
    findByUid: async (uid) => (await findSessionByUid(db, uid))?.payload,
  }
}

/** The library asks whether it has seen an id and then says that it has; the question takes the id already. */
function replayAdapter(deps: AdapterDeps): Adapter {
  const { db, clock } = deps
  const model = 'ReplayDetection'
  return {
    ...artifactAdapter(deps, model),
    find: async (id) => {
      const expiresAt = new Date((epochSeconds(clock) + replaySeconds) * 1_000)
      if (await claimOnce(db, model, id, expiresAt)) return undefined
      return { jti: id, kind: model, exp: Math.floor(expiresAt.getTime() / 1_000) }
    },
    upsert: () => Promise.resolve(),
  }
}

function clientAdapter(deps: AdapterDeps): Adapter {
  const { db, clock } = deps
  return {
    ...artifactAdapter(deps, 'Client'),
    find: async (code) => {
      const at = clock.now()
      const client = await findServedClient(db, code, at)
      return client && clientMetadata(client, at)
    },
  }
}

const epochSeconds = (clock: Clock) => Math.floor(clock.now().getTime() / 1_000)
