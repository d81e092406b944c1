import { newSecretToken } from '../../platform/index.ts'
import type { Id } from '../../platform/index.ts'

export type TokenId = Id<'token'>

/** An API token as its owner sees it; the token itself is shown once and never kept. */
export interface ApiToken {
  readonly id: TokenId
  readonly label: string
  readonly createdAt: Date
  /** To within a few minutes. */
  readonly lastUsedAt: Date | null
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

const form = /^kho_[A-Za-z0-9_-]{43}$/

export function newApiToken(): string {
  return `kho_${newSecretToken()}`
}

/** Whether a text can be one of our tokens at all; saves the look-up for everything else. */
export function isApiToken(text: string): boolean {
  return form.test(text)
}
