import type { Proof } from '../principal.ts'
import type { SessionFactor } from '../session/session.ts'

/** What a sign-in was made with, in the words of RFC 8176. */
const references: Readonly<Record<SessionFactor, readonly string[]>> = {
  passkey: ['pop', 'user'],
  'two-factor': ['pwd', 'otp', 'mfa'],
  password: ['pwd'],
  // What another provider took is its own matter, but for whether it could be phished.
  outside: [],
  'outside-key': ['pop'],
}

/** When a person showed who they are, and by what, as tokens say it. */
export function signInOf({ factor, provenAt }: Proof): { ts: number; amr: string[] } {
  return { ts: Math.floor(provenAt.getTime() / 1_000), amr: [...references[factor]] }
}

/** Whether a sign-in told in these words cannot be phished. */
export function cannotBePhished(amr: readonly string[] | undefined): boolean {
  return amr?.includes('pop') === true
}
