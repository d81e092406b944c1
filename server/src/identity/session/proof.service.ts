import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { countFactors, findOwnCredential } from '../factor/factor.store.ts'
import type { RelyingParty } from '../factor/passkey.ts'
import { identityProblems } from '../identity.errors.ts'
import type { Principal } from '../principal.ts'
import type { OpenedSession } from './session.service.ts'
import { isFresh } from './session.ts'
import { refuseSignIn, shownPasskey } from './sign-in.service.ts'
import type { SignInDeps } from './sign-in.service.ts'
import type { Clock } from '../../platform/index.ts'
import type { Where } from './where.ts'

/** `outside`: to sign in anew at the provider outside. */
export const proofWays = ['passkey', 'code', 'password', 'outside'] as const
export type ProofWay = (typeof proofWays)[number]

/** How the person of a session shows again to be there. */
export type ProofInput =
  | { readonly passkey: AuthenticationResponseJSON; readonly attempt: string | undefined }
  | { readonly code: string }
  | { readonly password: string }

/** Step-up: what is dangerous asks the person to show again that it is them. */
export interface Proofs {
  /** Which proofs a session takes. What is weaker than what it was opened with counts for nothing. */
  waysToProve(principal: Principal): Promise<ProofWay[]>
  /** For five minutes the session may do what is dangerous; it goes on under a new name. */
  prove(
    party: RelyingParty,
    principal: Principal,
    input: ProofInput & { readonly where: Where },
  ): Promise<OpenedSession>
  /** Throws unless a person showed in the last five minutes who they are: `identity.stepUpRequired`, `identity.personNeeded`. */
  requireProof(principal: Principal): Promise<void>
}

export function createProofs(deps: SignInDeps & { readonly clock: Clock }): Proofs {
  const { database, sessions, history, codes, checkPassword, tries, clock } = deps
  const db = database.application
  return { waysToProve, prove, requireProof }

  async function waysToProve({ isDemo, proof, accountId }: Principal): Promise<ProofWay[]> {
    const { passkeyCount, hasAuthenticator } = await countFactors(db, accountId)
    const fits: Readonly<Record<ProofWay, boolean>> = {
      passkey: passkeyCount > 0,
      code: hasAuthenticator && proof?.factor === 'two-factor',
      password: isDemo,
      outside: proof?.factor === 'outside' || proof?.factor === 'outside-key',
    }
    return proofWays.filter((way) => fits[way])
  }

  async function prove(
    party: RelyingParty,
    principal: Principal,
    input: ProofInput & { readonly where: Where },
  ): Promise<OpenedSession> {
    const { accountId, proof } = principal
    const { where } = input
    const ways = await waysToProve(principal)
    if (!ways.some((way) => way in input)) throw identityProblems.proofUnfit({ ways })
    if ('passkey' in input) {
      const answer = { attempt: input.attempt, response: input.passkey }
      await shownPasskey(deps, party, answer, { accountId, where })
      return sessions.renewSession(principal, { factor: 'passkey', method: 'passkey', where })
    }
    const forgive = await tries.claimProof(accountId, where)
    const method = await shownSecret(principal, input, where)
    await forgive()
    return sessions.renewSession(principal, { factor: proof?.factor ?? 'password', method, where })
  }

  async function shownSecret(
    { accountId, login, requestId }: Principal,
    input: { readonly code: string } | { readonly password: string },
    where: Where,
  ): Promise<'password' | 'code' | 'recovery-code'> {
    const credential = await findOwnCredential(db, accountId)
    if ('password' in input) {
      const matches = await checkPassword(credential?.passwordHash ?? undefined, input.password)
      return matches ? 'password' : refuseSignIn(history, accountId, 'password', where)
    }
    const authenticator = credential?.authenticator
    const counted = authenticator
      ? await codes.claim(input.code, { accountId, authenticator, login, requestId })
      : undefined
    return counted ?? refuseSignIn(history, accountId, 'code', where)
  }

  async function requireProof(principal: Principal): Promise<void> {
    if (!principal.proof) throw identityProblems.personNeeded()
    if (isFresh(principal.proof.provenAt, clock.now())) return
    throw identityProblems.stepUpRequired({ ways: await waysToProve(principal) })
  }
}
