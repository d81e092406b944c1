import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { newSecretToken, sha256 } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { identityProblems } from '../identity.errors.ts'
import type { Where } from '../session/where.ts'
import type { AttemptPurpose, NewPasskey, PasskeyKey, RelyingParty } from './passkey.ts'
import {
  findPasskeyKey,
  insertAttempt,
  listCredentials,
  removeOldAttempts,
  savePasskeyUse,
  takeAttempt,
} from './passkey.store.ts'

/** What an authenticator is asked, and the secret with which only this browser may bring the answer. */
export interface Attempt<Options> {
  readonly attempt: string
  readonly options: Options
}

/** The answer of an authenticator, with the secret of the attempt it answers. */
export interface Answer<Response> {
  readonly attempt: string | undefined
  readonly response: Response
}

/** Whose passkey it was, and whether its counter says that a copy of it is in use. */
export interface PasskeyUse {
  readonly key: PasskeyKey
  readonly isCopied: boolean
}

/** Asking authenticators and checking what they sign (WebAuthn): with user verification, each challenge once. */
export interface Passkeys {
  /** Names no account: the person picks one of the passkeys of the device, so nothing can be learned from the question. */
  askForSignIn(party: RelyingParty): Promise<Attempt<PublicKeyCredentialRequestOptionsJSON>>
  /** Asks one of the account's own passkeys. */
  askForProof(party: RelyingParty, accountId: AccountId): Promise<Attempt<PublicKeyCredentialRequestOptionsJSON>>
  askForRegistration(
    party: RelyingParty,
    account: AccountToRegister,
  ): Promise<Attempt<PublicKeyCredentialCreationOptionsJSON>>
  /** Throws `identity.attemptOver` or `identity.passkeyRefused`. */
  checkRegistration(
    party: RelyingParty,
    accountId: AccountId,
    answer: Answer<RegistrationResponseJSON>,
  ): Promise<NewPasskey>
  /** @param accountId whose passkey it must be; anybody's when a sign-in asks */
  check(party: RelyingParty, answer: Answer<AuthenticationResponseJSON>, by: CheckedBy): Promise<PasskeyUse>
}

export interface AccountToRegister {
  readonly id: AccountId
  readonly login: string
  readonly name: string
}

interface CheckedBy {
  readonly accountId: AccountId | null
  readonly where: Where
}

const attemptMilliseconds = 300_000
/** Ed25519, P-256 and RSA, in this order. */
const algorithms = [-8, -7, -257]

export function createPasskeys({ database, clock }: { database: Database; clock: Clock }): Passkeys {
  const db = database.application
  const begin = async <Options extends { challenge: string }>(
    purpose: AttemptPurpose,
    accountId: AccountId | null,
    options: Options,
  ): Promise<Attempt<Options>> => {
    const at = clock.now()
    await removeOldAttempts(db, at)
    const attempt = newSecretToken()
    const expiresAt = new Date(at.getTime() + attemptMilliseconds)
    await insertAttempt(db, { digest: sha256(attempt), purpose, accountId, challenge: options.challenge, expiresAt })
    return { attempt, options }
  }
  const take = async (purpose: AttemptPurpose, accountId: AccountId | null, attempt = '') => {
    const taken = await takeAttempt(db, { digest: sha256(attempt), purpose, accountId }, clock.now())
    if (!taken) throw identityProblems.attemptOver()
    return taken.challenge
  }
  return {
    askForSignIn: async ({ id }) =>
      begin('sign-in', null, await generateAuthenticationOptions({ rpID: id, ...asking })),
    askForProof: async ({ id }, accountId) => {
      const allowCredentials = await listCredentials(db, accountId)
      return begin('proof', accountId, await generateAuthenticationOptions({ rpID: id, allowCredentials, ...asking }))
    },
    askForRegistration: async ({ id: rpID }, { id, login, name }) =>
      begin('registration', id, await registrationOptions(rpID, { id, login, name }, await listCredentials(db, id))),
    checkRegistration: async (party, accountId, { attempt, response }) =>
      readRegistration(party, await take('registration', accountId, attempt), response),
    check: async (party, { attempt, response }, { accountId, where }) => {
      const challenge = await take(accountId === null ? 'sign-in' : 'proof', accountId, attempt)
      const key = await findPasskeyKey(db, response.id)
      if (!key || (accountId !== null && key.accountId !== accountId)) throw identityProblems.passkeyRefused()
      const counter = await readAssertion(party, challenge, { key, response })
      const isCopied = !(await savePasskeyUse(db, key, counter, { ...where, at: clock.now() }))
      return { key, isCopied }
    },
  }
}

const asking = { userVerification: 'required', timeout: attemptMilliseconds } as const

function registrationOptions(
  rpID: string,
  { id, login, name }: AccountToRegister,
  excludeCredentials: { id: string; transports: string[] }[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    ...{ rpName: 'Kho dữ liệu dùng chung', rpID, userName: login, userDisplayName: name, excludeCredentials },
    userID: handleOf(id),
    timeout: attemptMilliseconds,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
}

/** The account's id, which tells an authenticator nothing about the person. */
function handleOf(id: AccountId): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(id.replaceAll('-', ''), 'hex'))
}

async function readRegistration(
  { id, origin }: RelyingParty,
  expectedChallenge: string,
  response: RegistrationResponseJSON,
): Promise<NewPasskey> {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    ...{ response, expectedChallenge, expectedOrigin: origin, expectedRPID: id },
    ...{ requireUserVerification: true, supportedAlgorithmIDs: algorithms },
  }).catch(refuse)
  if (!verified) throw identityProblems.passkeyRefused()
  const { credential, credentialBackedUp } = registrationInfo
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    transports: credential.transports ?? [],
    isSynced: credentialBackedUp,
    counter: credential.counter,
  }
}

/** The counter the authenticator signed. Whether it has grown is decided where it is kept, for two answers may come at once. */
async function readAssertion(
  { id, origin }: RelyingParty,
  expectedChallenge: string,
  { key, response }: { key: PasskeyKey; response: AuthenticationResponseJSON },
): Promise<number> {
  const { userHandle } = response.response
  if (userHandle !== undefined && userHandle !== Buffer.from(handleOf(key.accountId)).toString('base64url')) {
    throw identityProblems.passkeyRefused()
  }
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    ...{ response, expectedChallenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true },
    credential: { id: response.id, publicKey: Uint8Array.from(key.publicKey), counter: 0 },
  }).catch(refuse)
  if (!verified) throw identityProblems.passkeyRefused()
  return authenticationInfo.newCounter
}

function refuse(cause: unknown): never {
  throw identityProblems.passkeyRefused({}, { cause })
}
