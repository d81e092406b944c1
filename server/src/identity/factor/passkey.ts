import type { AccountId } from '../account/account.ts'
import type { Id } from '../../platform/index.ts'

export type PasskeyId = Id<'passkey'>

/** Who asks authenticators to sign: the portal under the address people use (WebAuthn). */
export interface RelyingParty {
  /** The host of the address; passkeys belong to it. */
  readonly id: string
  readonly origin: string
}

/** The portal at an address. A passkey belongs to a name, so an address by number has none to offer. */
export function relyingPartyAt(address: string): RelyingParty {
  const { hostname, origin } = new URL(address)
  return { id: hostname, origin }
}

/** What an authenticator registered. */
export interface NewPasskey {
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly transports: readonly string[]
  readonly isSynced: boolean
  readonly counter: number
}

/** A passkey as its owner sees it. */
export interface Passkey {
  readonly id: PasskeyId
  readonly name: string
  readonly isSynced: boolean
  readonly registeredAt: Date
  readonly lastUsedAt: Date | null
  readonly lastAddress: string | null
  readonly lastDevice: string | null
}

/** What an assertion is checked with. */
export interface PasskeyKey {
  readonly id: PasskeyId
  readonly accountId: AccountId
  readonly publicKey: Buffer
  readonly transports: readonly string[]
  readonly counter: number
}

/** What the signing is for; an answer for one purpose is worth nothing for another. */
export type AttemptPurpose = 'sign-in' | 'proof' | 'act' | 'registration'
