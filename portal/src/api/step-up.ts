import { hexOf, sha256 } from '../lib/bytes.ts'
import type { Problem } from './types.ts'

export const proofWays = ['passkey', 'code', 'password', 'outside'] as const
export type ProofWay = (typeof proofWays)[number]

/** A request as a passkey signs it; its body by the SHA-256 of its bytes, hex. */
export interface SignedAct {
  method: string
  path: string
  body: string
}

interface Asking {
  /** Whether the person has shown who they are. */
  forProof: (ways: ProofWay[]) => Promise<boolean>
  /** What their passkey signed; null when they gave up. */
  forSignature: (act: SignedAct) => Promise<string | null>
}

let asking: Asking | null = null

/** Who asks the person to show again who they are, or to sign; there is one dialog for it. */
export function setAsking(next: Asking | null): void {
  asking = next
}

/** Whether the person has shown it, in one of the ways a refusal names. */
export async function proveAgain(problem: Problem): Promise<boolean> {
  const named = (problem as { ways?: unknown }).ways
  const ways = Array.isArray(named) ? proofWays.filter((way) => named.includes(way)) : []
  return asking !== null && ways.length > 0 && asking.forProof(ways)
}

/** Has the passkey of the person sign a request; gives what goes along with it. */
export async function signRequest(request: Request): Promise<string | null> {
  const body = hexOf(await sha256(new Uint8Array(await request.arrayBuffer())))
  return asking === null
    ? null
    : asking.forSignature({ method: request.method, path: new URL(request.url).pathname, body })
}
