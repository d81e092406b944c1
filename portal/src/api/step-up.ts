import type { Problem } from './types.ts'

export const proofWays = ['passkey', 'code', 'password', 'outside'] as const
export type ProofWay = (typeof proofWays)[number]

type Ask = (ways: ProofWay[]) => Promise<boolean>

let ask: Ask | null = null

/** Who asks the person to show again who they are; there is one dialog for it. */
export function setAskForProof(next: Ask | null): void {
  ask = next
}

/** Whether the person has shown it, in one of the ways a refusal names. */
export async function proveAgain(problem: Problem): Promise<boolean> {
  const named = (problem as { ways?: unknown }).ways
  const ways = Array.isArray(named) ? proofWays.filter((way) => named.includes(way)) : []
  return ask !== null && ways.length > 0 && ask(ways)
}
