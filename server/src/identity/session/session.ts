import type { Id } from '../../platform/index.ts'
import type { Where } from './where.ts'

export type SessionId = Id<'session'>

/**
 * By what a session was opened: a passkey; a password with a code; a password alone, which counts for demo accounts only; a
 * provider outside, in a way that cannot be phished (`outside-key`) or in another.
 */
export const sessionFactors = ['passkey', 'two-factor', 'password', 'outside', 'outside-key'] as const
export type SessionFactor = (typeof sessionFactors)[number]

/** Whether what opened a session cannot be phished. */
export function resistsPhishing(factor: SessionFactor): boolean {
  return factor === 'passkey' || factor === 'outside-key'
}

/** A session as the owner of the account sees it. */
export interface OpenSession extends Where {
  readonly id: SessionId
  readonly factor: SessionFactor
  readonly openedAt: Date
  /** To within a minute. */
  readonly lastUsedAt: Date
}

export const signInOutcomes = ['opened', 'proven', 'refused', 'copied-passkey', 'locked'] as const
export const signInMethods = ['passkey', 'password', 'code', 'recovery-code', 'link', 'outside'] as const

/** A year and a month: a yearly look back finds everything. */
export const signInsKeptMilliseconds = 400 * 86_400_000

/** One try to sign in, or to show once more who one is. */
export interface SignInRecord extends Where {
  readonly at: Date
  readonly outcome: (typeof signInOutcomes)[number]
  readonly method: (typeof signInMethods)[number]
}

/** After how many minutes without a request a session ends. */
export interface IdleLimits {
  readonly minutes: number
  /** For sessions that hold a role of administration. */
  readonly administrationMinutes: number
}

const minute = 60_000
/** How long a proof counts for what is dangerous. */
const proofMinutes = 5
/** A use is written down once in so long. */
const noteMinutes = 1

export function isFresh(provenAt: Date, at: Date): boolean {
  return at.getTime() - provenAt.getTime() <= proofMinutes * minute
}

export function isIdle(lastUsedAt: Date, at: Date, limitMinutes: number): boolean {
  return at.getTime() - lastUsedAt.getTime() > limitMinutes * minute
}

export function isUseDue(lastUsedAt: Date, at: Date): boolean {
  return at.getTime() - lastUsedAt.getTime() >= noteMinutes * minute
}
