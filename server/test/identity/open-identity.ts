import { createIdentity, relyingPartyAt } from '../../src/identity/index.ts'
import type { Identity, Principal, Role } from '../../src/identity/index.ts'
import { aCity, anOrganisation } from '../../src/identity/testing.ts'
import { createJournal } from '../../src/journal/index.ts'
import { aLog } from '../../src/journal/testing.ts'
import { createLaw } from '../../src/law/index.ts'
import { anActor } from '../../src/law/testing.ts'
import { createLog, fixedClock } from '../../src/platform/index.ts'
import { createTestDatabase } from '../database.ts'
import { codeOf } from './authenticator-app.ts'
import { PasskeyDevice } from './passkey-device.ts'

export const party = relyingPartyAt('https://kho.test')
export const password = 'bốn từ chẳng liên quan'
export const where = { address: '10.0.0.1', device: 'Firefox · Linux' }
export const by = { where, requestId: 'r' }

/** An account whose person has a passkey. */
export interface WithPasskey {
  readonly login: string
  readonly device: PasskeyDevice
  readonly principal: Principal
  readonly session: string
}

/** An account whose person has a password and an authenticator app. */
export interface WithCodes {
  readonly login: string
  readonly secret: string
  readonly principal: Principal
}

export interface IdleLimits {
  readonly minutes: number
  readonly administrationMinutes: number
}

/** identity alone on a database of its own, with a clock that stands until it is moved; call it at the top of a test file. */
export async function emptyIdentity(idleLimits?: IdleLimits) {
  const testing = await createTestDatabase()
  const { database } = testing
  const clock = fixedClock('2026-03-02T03:00:00Z')
  const log = createLog('silent')
  const journal = createJournal({ database, clock, log, ...aLog })
  const law = createLaw({ database, journal, clock })
  const deps = { database, journal, clock, log, law, sessionHours: 10, idleLimits, secret: 'a secret' }
  return { ...deps, testing, make: () => createIdentity(deps), identity: createIdentity(deps) }
}

/** The same with a city and a unit in it. */
export async function openIdentity(idleLimits?: IdleLimits) {
  const { testing, clock, journal, identity } = await emptyIdentity(idleLimits)
  const [city] = await identity.registerOrganisations(anActor(), [aCity()])
  const inCity = anOrganisation({ parent: city?.id ?? '' })
  const [department] = await identity.registerOrganisations(anActor(), [inCity])
  const unit = department?.id ?? ''
  let count = 0

  /** Issues an account; gives the token of its activation link. */
  const issue = async (roles: readonly Role[] = ['consumer']) => {
    const login = `can.bo.${String((count += 1))}`
    const account = await identity.issueAccount(anActor(), { login, name: 'Cán bộ', unit, roles })
    return { login, id: account.id, token: account.activation?.token ?? '' }
  }
  return {
    ...{ testing, clock, identity, journal, unit, issue },
    /** Moves the clock on by so many seconds. */
    passSeconds: (seconds: number) => {
      clock.moveTo(new Date(clock.now().getTime() + seconds * 1000).toISOString())
    },
    withPasskey: async (roles?: readonly Role[]): Promise<WithPasskey> => {
      const { login, token } = await issue(roles)
      return { login, ...(await activateWithPasskey(identity, token)) }
    },
    withCodes: async (roles?: readonly Role[]): Promise<WithCodes> => {
      const { login, token } = await issue(roles)
      const { secret, offer } = await identity.offerAuthenticatorByLink(token)
      const authenticator = { offer, code: codeOf(secret, clock.now().getTime()) }
      const { principal } = await identity.useLink(party, token, { password, authenticator, ...by })
      return { login, secret, principal }
    },
  }
}

export async function activateWithPasskey(identity: Identity, token: string) {
  const device = new PasskeyDevice(party.origin)
  const { attempt, options } = await identity.askForPasskeyByLink(party, token)
  const passkey = device.register(options)
  const { principal, session } = await identity.useLink(party, token, { passkey, attempt, name: 'Máy bàn', ...by })
  return { device, principal, session }
}
