import type { Provider } from 'oidc-provider'
import type { Clock, Db } from '../../platform/index.ts'
import type { Principal } from '../principal.ts'
import { userCodeDigest } from './adapter.ts'
import { answerDevice, findWaitingDevice } from './artifact.store.ts'
import { isForApi, saveConsent, scopesOf } from './consent.ts'
import type { AskedScope } from './consent.ts'
import { openidProblems } from './openid.errors.ts'
import { signInOf } from './sign-in.ts'

/** A terminal or another device that waits for its person's word. */
export interface WaitingDevice {
  readonly client: string
  readonly scopes: readonly AskedScope[]
  /** From where, and with what, the device asked. */
  readonly address: string
  readonly agent: string
}

export interface Devices {
  /** The device that shows this code; throws `identity.deviceUnknown`. */
  getWaitingDevice(userCode: string): Promise<WaitingDevice>
  /** Lets the device work with the person's rights, or sends it away. */
  answerWaitingDevice(principal: Principal, userCode: string, isAllowed: boolean): Promise<void>
}

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly secret: string
  readonly api: () => string
  readonly provider: () => Promise<Provider>
}

export function createDevices({ db, clock, secret, api, provider }: Deps): Devices {
  const digestOf = (userCode: string) => userCodeDigest(secret, normaliseUserCode(userCode))
  const waiting = async (userCode: string) => {
    const kept = await findWaitingDevice(db, digestOf(userCode), clock.now())
    if (!kept) throw openidProblems.deviceUnknown()
    return kept.payload as { clientId: string; params: Record<string, unknown>; deviceInfo?: Record<string, string> }
  }
  return {
    getWaitingDevice: async (userCode) => {
      const { clientId, params, deviceInfo } = await waiting(userCode)
      const { address = '', agent = '' } = deviceInfo ?? {}
      return { client: clientId, scopes: scopesOf(params), address, agent }
    },
    answerWaitingDevice: async (principal, userCode, isAllowed) => {
      const { accountId, proof } = principal
      if (!proof) throw openidProblems.personNeeded()
      const { clientId, params } = await waiting(userCode)
      const asked = scopesOf(params)
      const { ts, amr } = signInOf(proof)
      const consent = isAllowed
        ? await saveConsent(await provider(), { accountId, clientId, asked, api: api() })
        : undefined
      const allowed = {
        ...{ accountId, grantId: consent?.id, scope: asked.join(' ') },
        ...(isForApi(asked) && { resource: api() }),
        ...{ authTime: ts, amr },
      }
      const refused = { error: 'access_denied', errorDescription: 'the person said no' }
      const answer = {
        ...{ grantId: consent?.id, accountId: consent && accountId },
        members: consent ? allowed : refused,
      }
      if (!(await answerDevice(db, digestOf(userCode), clock.now(), answer))) throw openidProblems.deviceUnknown()
    },
  }
}

/** As the provider compares codes: capitals only, nothing between them. */
function normaliseUserCode(userCode: string): string {
  return userCode.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
