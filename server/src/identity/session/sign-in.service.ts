import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Database } from '../../platform/index.ts'
import { normaliseLogin } from '../account/account.ts'
import type { AccountId } from '../account/account.ts'
import type { CodeCheck } from '../factor/code-check.ts'
import { findCredential } from '../factor/factor.store.ts'
import type { Credential } from '../factor/factor.store.ts'
import type { Answer, Passkeys } from '../factor/passkey.service.ts'
import type { RelyingParty } from '../factor/passkey.ts'
import type { PasswordCheck } from '../factor/password.ts'
import { identityProblems } from '../identity.errors.ts'
import type { History } from './history.service.ts'
import type { OpenedSession, Sessions } from './session.service.ts'
import type { SignInRecord } from './session.ts'
import type { Tries } from './tries.ts'
import type { Where } from './where.ts'

export interface SignIn {
  readonly login: string
  readonly password: string
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string | undefined
  readonly address: string
  readonly device?: string
  /** What this browser was given when it signed in before. */
  readonly knownDevice?: string | undefined
  readonly requestId: string
}

/** From where a passkey is shown. */
export interface ShownBy {
  readonly where: Where
  readonly requestId: string
  readonly knownDevice?: string | undefined
}

export interface SignIns {
  /** With login and password, and a code unless the account is a demo account. */
  signIn(signIn: SignIn): Promise<OpenedSession>
  /** Not throttled: a signature cannot be guessed, and nobody is kept out by the guesses of others. */
  signInByPasskey(party: RelyingParty, answer: Answer<AuthenticationResponseJSON>, by: ShownBy): Promise<OpenedSession>
}

export interface SignInDeps {
  readonly database: Database
  readonly sessions: Sessions
  readonly history: History
  readonly passkeys: Passkeys
  readonly codes: CodeCheck
  readonly checkPassword: PasswordCheck
  readonly tries: Tries
}

export function createSignIns(deps: SignInDeps): SignIns {
  const { database, sessions, history, codes, checkPassword, tries } = deps
  const db = database.application
  return {
    signIn,
    signInByPasskey: async (party, answer, { where, requestId, knownDevice }) => {
      const accountId = await shownPasskey(deps, party, answer, { accountId: null, where })
      return sessions.openSession({ accountId, factor: 'passkey', method: 'passkey', where, requestId, knownDevice })
    },
  }

  async function signIn(input: SignIn): Promise<OpenedSession> {
    const { password, address, device = '', knownDevice, requestId } = input
    const login = normaliseLogin(input.login)
    const where = { address, device }
    const forgive = await tries.claimSignIn(login, where, knownDevice)
    const credential = await findCredential(db, login)
    const matches = await checkPassword(credential?.passwordHash ?? undefined, password)
    if (!matches || !credential) return refuseSignIn(history, credential?.accountId ?? null, 'password', where)
    const method = await proveSecond(credential, { ...input, login }, where)
    await forgive()
    const factor = method === 'password' ? 'password' : 'two-factor'
    return sessions.openSession({ accountId: credential.accountId, factor, method, where, requestId, knownDevice })
  }

  /** What was shown beside the password. A demo account shows nothing, for its password is public anyhow. */
  async function proveSecond(
    { accountId, isDemo, authenticator }: Credential,
    { code, login, requestId }: SignIn,
    where: Where,
  ): Promise<'password' | 'code' | 'recovery-code'> {
    if (isDemo) return 'password'
    if (authenticator === null) throw identityProblems.secondFactorMissing()
    if (code === undefined) throw identityProblems.codeRequired()
    const counted = await codes.claim(code, { accountId, authenticator, login, requestId })
    return counted ?? refuseSignIn(history, accountId, 'code', where)
  }
}

/** Whose passkey was shown; a copied one is refused and stands in the history of its account. */
export async function shownPasskey(
  { passkeys, history }: Pick<SignInDeps, 'passkeys' | 'history'>,
  party: RelyingParty,
  answer: Answer<AuthenticationResponseJSON>,
  by: { readonly accountId: AccountId | null; readonly where: Where },
): Promise<AccountId> {
  const { key, isCopied } = await passkeys.check(party, answer, by)
  return isCopied ? refuseCopied(history, key.accountId, by.where) : key.accountId
}

/** A copy of a passkey is in use: its owner is told. */
export function refuseCopied(history: History, accountId: AccountId, where: Where): never {
  history.noteRefusal(accountId, { outcome: 'copied-passkey', method: 'passkey', ...where })
  throw identityProblems.passkeyRefused()
}

/** The same words and the same work whoever it was, if anybody. */
export function refuseSignIn(
  history: History,
  accountId: AccountId | null,
  method: SignInRecord['method'],
  where: Where,
): never {
  history.noteRefusal(accountId, { outcome: 'refused', method, ...where })
  throw identityProblems.signInFailed()
}
