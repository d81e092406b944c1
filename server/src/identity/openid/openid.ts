import type { Actor, Journal } from '../../journal/index.ts'
import type { Clock, Database, Duty } from '../../platform/index.ts'
import { removeExpiredArtifacts } from './artifact.store.ts'
import type { Authentication } from '../session/authentication.service.ts'
import { createConsents } from './consent.service.ts'
import type { Consents } from './consent.service.ts'
import { createDevices } from './device.service.ts'
import type { Devices } from './device.service.ts'
import { createInteractions } from './interaction.service.ts'
import type { Interactions } from './interaction.service.ts'
import type { Possession } from './possession.ts'
import { createProviderHost } from './provider-host.ts'
import type { ProviderHost } from './provider-host.ts'
import type { OpenIdPlaces } from './places.ts'
import { makeKeyIfDue, rotateSigningKeys } from './signing-key.service.ts'
import type { SigningKey } from './signing-key.ts'

/** What has just expired is kept a little, so that it is refused as expired and not as unknown. */
const graceMilliseconds = 3_600_000

/** The OpenID provider of the warehouse, and what belongs to it (ADR 0031). */
export interface OpenId
  extends Pick<ProviderHost, 'answer'>, Interactions, Devices, Consents, Pick<Possession, 'nextNonce'> {
  /** By the clock: makes the signing key that follows, clears what has expired. */
  readonly duties: readonly Duty[]
  readonly places: () => OpenIdPlaces
  /** Makes the next signing key now; it signs after a day, or at once when the present one may be lost. */
  rotateSigningKeys(actor: Actor, atOnce: boolean): Promise<SigningKey | undefined>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly secret: string
  readonly sessionHours: number
  readonly places: () => OpenIdPlaces
  readonly possession: Possession
  readonly authentication: Authentication
}

export function createOpenId(deps: Deps): OpenId {
  const { journal, clock, secret, places } = deps
  const db = deps.database.application
  const keys = { db, journal, clock, secret }
  const api = () => places().api
  const personNow = (accountId: string) => deps.authentication.principalNow(accountId, 'openid')
  const consents = createConsents({ db, journal, clock, api, personNow, provider: () => host.provider() })
  const host = createProviderHost({
    ...{ ...keys, places, sessionHours: deps.sessionHours, personNow },
    endings: consents.endings,
  })
  const { provider, answer } = host
  return {
    ...{ answer, places, nextNonce: deps.possession.nextNonce },
    listConsents: (principal) => consents.listConsents(principal),
    endConsent: (principal, id) => consents.endConsent(principal, id),
    ...createInteractions({ db, clock, provider, consents }),
    ...createDevices({ db, clock, secret, api, consents }),
    duties: [
      { name: 'OpenID signing keys', run: () => makeKeyIfDue(keys) },
      {
        name: 'OpenID artifacts',
        run: () => removeExpiredArtifacts(db, new Date(clock.now().getTime() - graceMilliseconds)),
      },
    ],
    rotateSigningKeys: (actor, atOnce) => rotateSigningKeys(keys, actor, atOnce),
  }
}
