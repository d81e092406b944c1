import type { Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Clock } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import { newAuthenticatorSecret, stepOfCode } from './authenticator.ts'
import type { AuthenticatorSecret, SecretSeal } from './authenticator.ts'
import { claimStep, savePassword } from './factor.store.ts'
import { hashPassword, requireGoodPassword } from './password.ts'
import type { NewPasskey, PasskeyId } from './passkey.ts'
import { insertPasskey } from './passkey.store.ts'

export interface Enrolled {
  readonly id: AccountId
  readonly login: string
}

/** A secret for the authenticator app, to be handed back with the first code it makes. */
export interface OfferedAuthenticator extends AuthenticatorSecret {
  /** The secret again, readable here only, for this account and for ten minutes. */
  readonly offer: string
}

export interface PasswordInput {
  readonly password: string
  /** The offer that was scanned and the first code the app made of it; without, the authenticator stays as it is. */
  readonly authenticator?: { readonly offer: string; readonly code: string } | undefined
}

/** A password that has been found good, with what is kept of it. */
interface ReadyPassword {
  readonly hash: string
  readonly authenticator: Buffer | null
  readonly step: number | undefined
}

/** How an account comes by a password with an authenticator, or by a passkey; asked by its owner or by a link. */
export interface Enrolment {
  offerAuthenticator(account: Enrolled): OfferedAuthenticator
  /**
   * Everything that takes time or may be refused, before the transaction: a weak password, a wrong code.
   * @param kept the authenticator the account has
   */
  readyPassword(account: Enrolled, input: PasswordInput, kept: Buffer | null): Promise<ReadyPassword>
  savePassword(tx: Tx, account: Enrolled, ready: ReadyPassword): Promise<void>
  /** Throws `identity.passkeyRefused` when the credential is registered already. */
  savePasskey(tx: Tx, account: Enrolled, passkey: NewPasskey & { readonly name: string }): Promise<PasskeyId>
}

const offerMilliseconds = 600_000
const issuer = 'Kho dữ liệu dùng chung'

export function createEnrolment({ clock, seal }: { clock: Clock; seal: SecretSeal }): Enrolment {
  return {
    offerAuthenticator: ({ id, login }) => {
      const made = newAuthenticatorSecret(issuer, login)
      const until = clock.now().getTime() + offerMilliseconds
      const offer = seal.seal(JSON.stringify({ secret: made.secret, until }), `offer ${id}`).toString('base64url')
      return { ...made, offer }
    },
    readyPassword: async ({ id, login }, { password, authenticator }, kept) => {
      requireGoodPassword(password, login)
      const opened = authenticator && openOffer(id, authenticator.offer)
      const step = authenticator && opened ? stepOfCode(opened, authenticator.code, clock.now()) : undefined
      if (authenticator && step === undefined) throw identityProblems.codeWrong()
      const sealed = opened === undefined ? kept : seal.seal(opened, id)
      return { hash: await hashPassword(password), authenticator: sealed, step }
    },
    savePassword: async (tx, { id, login }, { hash, authenticator, step }) => {
      await savePassword(tx, { accountId: id, hash, authenticator })
      if (step !== undefined) await claimStep(tx, id, step)
      await tx.record({
        event: identityEvents['password.set'],
        subject: { type: 'account', id, label: login },
        payload: { authenticator: step === undefined ? 'kept' : 'set' },
      })
    },
    savePasskey: async (tx, { id: accountId, login }, passkey) => {
      const id = newId<'passkey'>(tx.at)
      if (!(await insertPasskey(tx, { ...passkey, id, accountId }))) throw identityProblems.passkeyRefused()
      await tx.record({
        event: identityEvents['passkey.registered'],
        subject: { type: 'account', id: accountId, label: login },
        payload: {
          ...{ passkey: id, synced: passkey.isSynced },
          publicKey: passkey.publicKey.toString('base64url'),
        },
      })
      return id
    },
  }

  function openOffer(accountId: AccountId, offer: string): string | undefined {
    const text = seal.open(Buffer.from(offer, 'base64url'), `offer ${accountId}`)
    if (text === undefined) return undefined
    const { secret, until } = JSON.parse(text) as { secret: string; until: number }
    return clock.now().getTime() <= until ? secret : undefined
  }
}
