import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '../../platform/index.ts'

/**
 * Nonces of this process, and the proofs seen with each. A proof counts once, at the process whose nonce it carries: so
 * one that was overheard is refused here, for it was seen, and elsewhere, for the nonce is unknown. Nothing is written.
 */
export interface Nonces {
  /** What the next proof should carry. */
  readonly next: () => string
  /** Takes a proof; `unknown` when its nonce is none of ours or too old, `seen` when it was taken before. */
  readonly take: (nonce: string | undefined, proof: string) => 'fresh' | 'unknown' | 'seen'
}

/** A nonce counts from its minute to the end of the next. */
const stepMilliseconds = 60_000
const nonceBytes = 18

export function createNonces(clock: Clock): Nonces {
  const key = randomBytes(32)
  const seen = new Map<string, Set<string>>()
  let step = 0
  // Each request is told the next nonce, so it is reckoned once a minute.
  let newest = ''
  const nonceOf = (at: number) =>
    createHmac('sha256', key).update(String(at)).digest().subarray(0, nonceBytes).toString('base64url')
  const current = () => {
    const now = Math.floor(clock.now().getTime() / stepMilliseconds)
    // A clock that is set back does not bring back nonces whose proofs are forgotten.
    if (now > step) {
      step = now
      newest = nonceOf(step)
      const counting = [newest, nonceOf(step - 1)]
      for (const nonce of seen.keys()) if (!counting.includes(nonce)) seen.delete(nonce)
      for (const nonce of counting) if (!seen.has(nonce)) seen.set(nonce, new Set())
    }
    return seen
  }
  return {
    next: () => {
      current()
      return newest
    },
    take: (nonce, proof) => {
      const proofs = nonce === undefined ? undefined : current().get(nonce)
      if (!proofs) return 'unknown'
      if (proofs.has(proof)) return 'seen'
      proofs.add(proof)
      return 'fresh'
    },
  }
}
