import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { ActorSignature, SignedAct } from '../../journal/index.ts'
import type { Database } from '../../platform/index.ts'
import { countFactors } from '../factor/factor.store.ts'
import type { Answer, Attempt, Passkeys } from '../factor/passkey.service.ts'
import type { RelyingParty } from '../factor/passkey.ts'
import type { Principal } from '../principal.ts'
import type { History } from '../session/history.service.ts'
import { refuseCopied } from '../session/sign-in.service.ts'
import type { Where } from '../session/where.ts'
import { standingOfEntry } from './verify-signatures.ts'
import type { SignatureStanding, SigningRoute } from './verify-signatures.ts'

/** An act and how its person signed it. */
export interface ActAnswer extends Answer<AuthenticationResponseJSON> {
  readonly act: SignedAct
  readonly where: Where
}

/** Guarded acts are signed by the passkey of who does them, each by itself (D5, ADR 0033). */
export interface Signatures {
  /** Whether the account has a passkey to sign with; then it must. */
  mustSign(principal: Principal): Promise<boolean>
  /** How one entry of the journal stands; undefined when there is none. */
  signatureOf(routes: readonly SigningRoute[], entry: string): Promise<SignatureStanding | undefined>
  /** Asks a passkey of the account to sign one act. */
  askToSign(
    party: RelyingParty,
    principal: Principal,
    act: SignedAct,
  ): Promise<Attempt<PublicKeyCredentialRequestOptionsJSON>>
  /** Throws `identity.attemptOver`, `identity.passkeyRefused`, also when another act was signed than this. */
  sign(party: RelyingParty, principal: Principal, answer: ActAnswer): Promise<ActorSignature>
}

interface Deps {
  readonly database: Database
  readonly passkeys: Passkeys
  readonly history: History
}

export function createSignatures({ database, passkeys, history }: Deps): Signatures {
  return {
    mustSign: async ({ accountId }) => (await countFactors(database.application, accountId)).passkeyCount > 0,
    signatureOf: (routes, entry) => standingOfEntry(database.application, routes, entry),
    askToSign: (party, { accountId }, act) => passkeys.askForAct(party, accountId, act),
    sign: async (party, { accountId }, { attempt, response, act, where }) => {
      const { key, isCopied, nonce } = await passkeys.checkAct(party, { attempt, response }, { accountId, where, act })
      if (isCopied) refuseCopied(history, key.accountId, where)
      const { authenticatorData, clientDataJSON: clientData, signature } = response.response
      // Handle and credential stay out: they say nothing that account and passkey do not.
      return { kind: 'webauthn', key: key.id, act: { ...act, nonce }, authenticatorData, clientData, signature }
    },
  }
}
