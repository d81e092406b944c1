import type { Actor, Journal } from '../../journal/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { identityEvents } from '../identity.events.ts'
import { findAccountHolder } from '../principal.store.ts'
import { stepOfCode } from './authenticator.ts'
import type { SecretSeal } from './authenticator.ts'
import { claimRecoveryCode, claimStep } from './factor.store.ts'
import { digestOfRecoveryCode } from './recovery-code.ts'

/** Whose code it is to be. */
interface CodeOwner {
  readonly accountId: AccountId
  readonly login: string
  readonly authenticator: Buffer
  readonly requestId: string
}

/** Codes shown beside a password: of the authenticator app, or a recovery code in its place. Each counts once. */
export interface CodeCheck {
  /** What kind of code it was; undefined when it does not count. The use of a recovery code is recorded. */
  claim(code: string, owner: CodeOwner): Promise<'code' | 'recovery-code' | undefined>
}

export function createCodeCheck(deps: {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly seal: SecretSeal
}): CodeCheck {
  const { database, journal, clock, seal } = deps
  const db = database.application
  return {
    claim: async (code, owner) => {
      const digest = digestOfRecoveryCode(code)
      if (digest) return (await useRecoveryCode(digest, owner)) ? 'recovery-code' : undefined
      const secret = seal.open(owner.authenticator, owner.accountId)
      const step = secret === undefined ? undefined : stepOfCode(secret, code.replace(/\s/g, ''), clock.now())
      return step !== undefined && (await claimStep(db, owner.accountId, step)) ? 'code' : undefined
    },
  }

  async function useRecoveryCode(digest: Buffer, { accountId, login, requestId }: CodeOwner): Promise<boolean> {
    const holder = await findAccountHolder(db, accountId, clock.now())
    if (!holder) return false
    const { id, name } = holder.organisation
    const actor: Actor = { accountId, accountName: login, unitId: id, unitName: name, via: 'session', requestId }
    return journal
      .change(actor, async (tx) => {
        if (!(await claimRecoveryCode(tx, accountId, digest))) throw new UnknownCode()
        await tx.record({
          event: identityEvents['recoveryCode.used'],
          subject: { type: 'account', id: accountId, label: login },
          payload: { unit: id, unitName: name },
        })
        return true
      })
      .catch((error: unknown) => {
        if (error instanceof UnknownCode) return false
        throw error
      })
  }
}

/** Undoes the change that found nothing to change. */
class UnknownCode extends Error {
  override readonly name = 'UnknownCode'
}
