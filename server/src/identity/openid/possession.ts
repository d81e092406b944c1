import type { Clock } from '../../platform/index.ts'
import { createNonces } from './nonce.ts'
import { openidProblems } from './openid.errors.ts'
import { createProofCheck, UnfitProofError } from './proof.ts'

/** What a request shows to prove that the token it carries is its own. */
export interface Shown {
  readonly scheme: 'Bearer' | 'DPoP'
  readonly token: string
  /** The DPoP header. */
  readonly proof: string | undefined
  readonly method: string
  /** Addresses the request may be known by, without question mark. */
  readonly addresses: readonly string[]
  /** Where the request comes from. */
  readonly address: string
  /** SHA-256 of the certificate of the connection. */
  readonly certificate: () => string | undefined
}

/** What a token is bound to; exactly one of the two for every token the provider issues to be used here. */
export interface Binding {
  readonly key: string | null
  readonly certificate: string | null
}

export interface Possession {
  /**
   * Throws unless the request proves that it holds what its token is bound to. A proof is taken once for a request,
   * however often it is asked about.
   */
  readonly check: (shown: Shown, binding: Binding) => void
  /** What the next proof should carry. */
  readonly nextNonce: () => string
}

export function createPossession(clock: Clock): Possession {
  const checkProof = createProofCheck()
  const nonces = createNonces(clock)
  const proven = new WeakMap<Shown, string>()

  const keyOf = (shown: Shown) => {
    const known = proven.get(shown)
    if (known !== undefined) return known
    if (shown.scheme !== 'DPoP' || shown.proof === undefined) throw openidProblems.proofMissing()
    const proof = verified(shown, shown.proof)
    const standing = nonces.take(proof.nonce, `${proof.thumbprint} ${proof.id}`)
    if (standing === 'unknown') throw openidProblems.proofNonceNeeded()
    if (standing === 'seen') throw openidProblems.proofInvalid({ fault: 'jti was used before' })
    proven.set(shown, proof.thumbprint)
    return proof.thumbprint
  }
  const verified = ({ method, addresses, token }: Shown, proof: string) => {
    try {
      return checkProof(proof, { method, addresses, token, now: clock.now() })
    } catch (cause) {
      if (cause instanceof UnfitProofError) throw openidProblems.proofInvalid({ fault: cause.message }, { cause })
      throw cause
    }
  }
  return {
    nextNonce: nonces.next,
    check: (shown, { key, certificate }) => {
      if (key !== null && keyOf(shown) !== key) throw openidProblems.tokenOfAnother()
      if (certificate === null) {
        // A token that nothing binds is good for nothing here.
        if (key === null) throw openidProblems.tokenOfAnother()
        return
      }
      if (shown.scheme !== 'Bearer' || shown.certificate() !== certificate) throw openidProblems.certificateMissing()
    },
  }
}
