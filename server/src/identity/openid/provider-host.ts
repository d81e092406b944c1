import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import type { Journal } from '../../journal/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import type { Principal } from '../principal.ts'
import type { ConsentEndings } from './consent.service.ts'
import { createProvider } from './provider.ts'
import type { OpenIdPlaces } from './places.ts'
import type { Caller } from './provider.ts'
import { makeKeyIfDue } from './signing-key.service.ts'
import { keysInUse, openSigningKey } from './signing-key.ts'
import { listSigningKeys } from './signing-key.store.ts'

export interface ProviderHostDeps {
  readonly db: Db
  readonly journal: Journal
  readonly clock: Clock
  readonly secret: string
  readonly sessionHours: number
  /** Where the provider is found; known once the server listens. */
  readonly places: () => OpenIdPlaces
  readonly personNow: (accountId: string) => Promise<Principal | undefined>
  readonly endings: ConsentEndings
}

/** Holds the provider for the keys of now: another process may have made a new one. */
export interface ProviderHost {
  readonly provider: () => Promise<Provider>
  /** Answers a request below the issuer's address; `request.url` is what comes after it. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, caller: Caller) => Promise<void>
}

/** Keys are announced a day before they sign, so nobody misses one by looking each minute. */
const lookMilliseconds = 60_000

interface Held {
  readonly provider: Provider
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Tells sets of keys apart. */
  readonly keys: string
  readonly until: number
}

export function createProviderHost(deps: ProviderHostDeps): ProviderHost {
  const callers = new WeakMap<IncomingMessage, Caller>()
  const nobody: Caller = {
    ...{ address: '', certificate: () => undefined },
    person: () => Promise.resolve(undefined),
  }
  let held: Promise<Held> | undefined

  const hold = async (before: Held | undefined): Promise<Held> => {
    const now = deps.clock.now()
    const kept = await listSigningKeys(deps.db)
    const keys = keysInUse(kept.length > 0 ? kept : await makeKeyIfDue(deps), deps.clock.now())
    const named = [deps.places().issuer, ...keys.map(({ kid }) => kid)].join('\n')
    const until = now.getTime() + lookMilliseconds
    if (before?.keys === named) return { ...before, until }
    const provider = createProvider(
      { ...deps, places: deps.places(), callerOf: (request) => callers.get(request) ?? nobody },
      keys.map((key) => openSigningKey(deps.secret, key)),
    )
    return { provider, handle: provider.callback(), keys: named, until }
  }
  const holding = async (): Promise<Held> => {
    const before = await held?.catch(() => undefined)
    if (before && deps.clock.now().getTime() < before.until) return before
    held = hold(before)
    return held
  }
  return {
    provider: async () => (await holding()).provider,
    answer: async (request, response, caller) => {
      const { handle } = await holding()
      callers.set(request, caller)
      await handle(request, response)
    },
  }
}
