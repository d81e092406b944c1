import { networkCheck, newSecretToken } from '../../platform/index.ts'
import type { Id } from '../../platform/index.ts'
import { openidProblems } from '../openid/openid.errors.ts'
import type { Shown } from '../openid/possession.ts'

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
  /** Networks it may be used from, as CIDR; any when there is none. */
  readonly networks: readonly string[]
}

const form = /^kho_[A-Za-z0-9_-]{43}$/

export function newApiToken(): string {
  return `kho_${newSecretToken()}`
}

/** Whether a text can be one of our tokens at all; saves the look-up for everything else. */
export function isApiToken(text: string): boolean {
  return form.test(text)
}

/** What a request must show to use a token: that it comes from one of its networks. */
export function rulesOfToken({ networks }: Pick<ApiToken, 'networks'>): (shown: Shown) => void {
  const isWithin = networkCheck(networks)
  return ({ address }) => {
    if (networks.length > 0 && !isWithin(address)) throw openidProblems.tokenOutsideNetwork({ address })
  }
}
