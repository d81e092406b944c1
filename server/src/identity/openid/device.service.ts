import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Tx } from '../../journal/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import type { Principal, Proof } from '../principal.ts'
import { userCodeDigest } from './adapter.ts'
import { answerDevice, findWaitingDevice } from './artifact.store.ts'
import type { DeviceAnswer } from './artifact.store.ts'
import { isForApi, scopesOf } from './consent.ts'
import type { Asking, Origin } from './consent.ts'
import type { ConsentKeeping } from './consent.service.ts'
import { openidProblems } from './openid.errors.ts'
import { signInOf } from './sign-in.ts'

/** A terminal or another device that waits for its person's word. */
export interface WaitingDevice extends Asking {
  readonly origin: Origin
}

export interface Devices {
  /** The device that shows this code; throws `identity.deviceUnknown`. */
  getWaitingDevice(userCode: string): Promise<WaitingDevice>
  /** Lets the device work with the person's rights. */
  allowDevice(principal: Principal, userCode: string): Promise<void>
  /** Sends the device away. */
  refuseDevice(principal: Principal, userCode: string): Promise<void>
}

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly secret: string
  readonly api: () => string
  readonly consents: ConsentKeeping
}

export function createDevices({ db, clock, secret, api, consents }: Deps): Devices {
  const digestOf = (userCode: string) => userCodeDigest(secret, normaliseUserCode(userCode))
  return {
    getWaitingDevice,
    allowDevice: async (principal, userCode) => {
      const { accountId } = principal
      const asking = await getWaitingDevice(userCode)
      const proof = proofOf(principal)
      await consents.allow(principal, asking, async (tx, grantId) => {
        const { ts, amr } = signInOf(proof)
        const members = {
          ...{ accountId, grantId, scope: asking.scopes.join(' ') },
          ...(isForApi(asking.scopes) && { resource: api() }),
          ...{ authTime: ts, amr },
        }
        await tellDevice(tx, userCode, { grantId, accountId, members })
      })
    },
    refuseDevice: async (principal, userCode) => {
      const asking = await getWaitingDevice(userCode)
      proofOf(principal)
      const members = { error: 'access_denied', errorDescription: 'the person said no' }
      await consents.refuse(principal, asking, (tx) =>
        tellDevice(tx, userCode, { grantId: undefined, accountId: undefined, members }),
      )
    },
  }

  async function getWaitingDevice(userCode: string): Promise<WaitingDevice> {
    const kept = await findWaitingDevice(db, digestOf(userCode), clock.now())
    if (!kept) throw openidProblems.deviceUnknown()
    const { clientId, params, deviceInfo } = Value.Parse(DevicePayload, kept.payload)
    const { address = '', agent = '' } = deviceInfo ?? {}
    return { client: clientId, scopes: scopesOf(params), way: 'device', origin: { address, agent } }
  }

  async function tellDevice(tx: Tx, userCode: string, answer: DeviceAnswer): Promise<void> {
    if (!(await answerDevice(tx, digestOf(userCode), tx.at, answer))) throw openidProblems.deviceUnknown()
  }
}

/** What the provider keeps of a device that waits. */
const DevicePayload = Type.Object({
  clientId: Type.String(),
  params: Type.Record(Type.String(), Type.Unknown()),
  deviceInfo: Type.Optional(
    Type.Object({ address: Type.Optional(Type.String()), agent: Type.Optional(Type.String()) }),
  ),
})

function proofOf({ proof }: Principal): Proof {
  if (!proof) throw openidProblems.personNeeded()
  return proof
}

/** As the provider compares codes: capitals only, nothing between them. */
function normaliseUserCode(userCode: string): string {
  return userCode.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
