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
import type { SignedAct } from '../../journal/index.ts'
import { newSecretToken, sha256 } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { identityProblems } from '../identity.errors.ts'
import type { Where } from '../session/where.ts'
import { challengeOf } from '../signature/signed-act.ts'
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
  /** Asks one of them to sign an act: the challenge is its digest. */
  askForAct(
    party: RelyingParty,
    accountId: AccountId,
    act: SignedAct,
  ): Promise<Attempt<PublicKeyCredentialRequestOptionsJSON>>
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
  /** The same for an act; the nonce goes into its challenge beside the act. */
  checkAct(
    party: RelyingParty,
    answer: Answer<AuthenticationResponseJSON>,
    by: CheckedBy & { readonly accountId: AccountId; readonly act: SignedAct },
  ): Promise<PasskeyUse & { readonly nonce: string }>
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
/** base64url; anything else is of no passkey, and not all of it could even be asked for. */
const credentialId = /^[\w-]+$/
/** Ed25519, P-256 and RSA, in this order. */
const algorithms = [-8, -7, -257]

export function createPasskeys({ database, clock }: { database: Database; clock: Clock }): Passkeys {
  const db = database.application
  const begin = async <Options extends { challenge: string }>(
    purpose: AttemptPurpose,
    accountId: AccountId | null,
    options: Options,
    attempt = newSecretToken(),
  ): Promise<Attempt<Options>> => {
    const at = clock.now()
    await removeOldAttempts(db, at)
    const expiresAt = new Date(at.getTime() + attemptMilliseconds)
    await insertAttempt(db, { digest: sha256(attempt), purpose, accountId, challenge: options.challenge, expiresAt })
    return { attempt, options }
  }
  const take = async (purpose: AttemptPurpose, accountId: AccountId | null, attempt = '') => {
    const taken = await takeAttempt(db, { digest: sha256(attempt), purpose, accountId }, clock.now())
    if (!taken) throw identityProblems.attemptOver()
    return taken.challenge
  }
  const checkAnswer = async (
    party: RelyingParty,
    { response, challenge }: { response: AuthenticationResponseJSON; challenge: string },
    { accountId, where }: CheckedBy,
  ): Promise<PasskeyUse> => {
    const key = credentialId.test(response.id) ? await findPasskeyKey(db, response.id) : undefined
    if (!key || (accountId !== null && key.accountId !== accountId)) throw identityProblems.passkeyRefused()
    const counter = await readAssertion(party, challenge, { key, response })
    const isCopied = !(await savePasskeyUse(db, key, counter, { ...where, at: clock.now() }))
    return { key, isCopied }
  }
  const askOwn = async ({ id }: RelyingParty, accountId: AccountId, challenge?: Uint8Array<ArrayBuffer>) => {
    const allowCredentials = await listCredentials(db, accountId)
    return generateAuthenticationOptions({ rpID: id, allowCredentials, ...(challenge && { challenge }), ...asking })
  }
  return {
    askForSignIn: async ({ id }) =>
      begin('sign-in', null, await generateAuthenticationOptions({ rpID: id, ...asking })),
    askForProof: async (party, accountId) => begin('proof', accountId, await askOwn(party, accountId)),
    askForAct: async (party, accountId, act) => {
      const attempt = newSecretToken()
      const challenge = challengeOf({ ...act, nonce: nonceOf(attempt) })
      const bytes = Uint8Array.from(Buffer.from(challenge, 'base64url'))
      return begin('act', accountId, await askOwn(party, accountId, bytes), attempt)
    },
    askForRegistration: async ({ id: rpID }, { id, login, name }) =>
      begin('registration', id, await registrationOptions(rpID, { id, login, name }, await listCredentials(db, id))),
    checkRegistration: async (party, accountId, { attempt, response }) =>
      readRegistration(party, await take('registration', accountId, attempt), response),
    check: async (party, { attempt, response }, by) => {
      const challenge = await take(by.accountId === null ? 'sign-in' : 'proof', by.accountId, attempt)
      return checkAnswer(party, { response, challenge }, by)
    },
    checkAct: async (party, { attempt = '', response }, by) => {
      const nonce = nonceOf(attempt)
      const challenge = await take('act', by.accountId, attempt)
      if (challenge !== challengeOf({ ...by.act, nonce })) throw identityProblems.passkeyRefused()
      return { ...(await checkAnswer(party, { response, challenge }, by)), nonce }
    },
  }
}

/** What may be told of the secret of an attempt. */
const nonceOf = (attempt: string) => sha256(attempt).toString('base64url')

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
