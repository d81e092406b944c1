import type { Journal } from '../../journal/index.ts'
import { isNetwork, newId, sha256 } from '../../platform/index.ts'
import type { Database } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import { isPhishingResistant } from '../principal.ts'
import type { Principal } from '../principal.ts'
import { newApiToken } from './token.ts'
import type { ApiToken, TokenId } from './token.ts'
import { insertToken, listTokens, saveRevocation } from './token.store.ts'

export interface Tokens {
  /** Issues a token for the caller's own account; the token is in this answer only. */
  issueToken(principal: Principal, input: TokenInput): Promise<IssuedToken>
  /** Revokes a token of the caller's own account, at once and everywhere. */
  revokeToken(principal: Principal, id: string): Promise<void>
  listTokens(accountId: AccountId): Promise<ApiToken[]>
}

export interface TokenInput {
  readonly label: string
  readonly expiresInDays: number
  /** Networks it may be used from, as CIDR; any when none is named. */
  readonly networks?: readonly string[]
}

export interface IssuedToken {
  readonly id: TokenId
  readonly label: string
  readonly token: string
}

const dayMilliseconds = 86_400_000

export function createTokens({ database, journal }: { database: Database; journal: Journal }): Tokens {
  return { issueToken, revokeToken, listTokens: (accountId) => listTokens(database.application, accountId) }

  async function issueToken(
    principal: Principal,
    { label, expiresInDays, networks = [] }: TokenInput,
  ): Promise<IssuedToken> {
    if (principal.via === 'token') throw identityProblems.tokenNeedsSession()
    const unfit = networks.filter((network) => !isNetwork(network))
    if (unfit.length > 0) throw identityProblems.networkInvalid({ networks: unfit })
    const token = newApiToken()
    return journal.change(principal, async (tx) => {
      const id = newId<'token'>(tx.at)
      const expiresAt = new Date(tx.at.getTime() + expiresInDays * dayMilliseconds)
      const { accountId } = principal
      const kept = { id, label, createdAt: tx.at, lastUsedAt: null, expiresAt, revokedAt: null, networks }
      const holdsGuardedRoles = isPhishingResistant(principal)
      await insertToken(tx, { ...kept, accountId, digest: sha256(token), holdsGuardedRoles })
      await tx.record({
        event: identityEvents['token.issued'],
        subject: { type: 'token', id, label },
        payload: { account: accountId, expiresAt: expiresAt.toISOString(), networks },
      })
      return { id, label, token }
    })
  }

  async function revokeToken(principal: Principal, id: string): Promise<void> {
    await journal.change(principal, async (tx) => {
      const label = await saveRevocation(tx, principal.accountId, id)
      if (label === undefined) throw identityProblems.tokenNotFound({ token: id })
      await tx.record({
        event: identityEvents['token.revoked'],
        subject: { type: 'token', id, label },
        payload: { account: principal.accountId },
      })
    })
  }
}
