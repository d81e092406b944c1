import type { Actor, Journal } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Database } from '../../platform/index.ts'
import { misplacedRoles, normaliseLogin } from './account.ts'
import type { Account, Role } from './account.ts'
import type { AccountFilter } from './account.store.ts'
import { findAccount, insertAccount, listAccounts, saveSuspension } from './account.store.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import type { Organisations } from '../organisation/organisation.service.ts'
import { hashPassword, passwordMinimumLength } from '../session/password.ts'

export interface AccountInput {
  readonly login: string
  readonly name: string
  /** Id of the organisation. */
  readonly unit: string
  readonly roles: readonly Role[]
  readonly password: string
}

export interface Accounts {
  /** Issues an account in a unit (Điều 15.3). */
  issueAccount(actor: Actor, input: AccountInput): Promise<Account>
  /** Suspends an account; its sessions and tokens stop with the same transaction. Suspending twice changes nothing. */
  suspendAccount(actor: Actor, id: string): Promise<void>
  listAccounts(filter: AccountFilter): Promise<Account[]>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly organisations: Organisations
}

export function createAccounts({ database, journal, organisations }: Deps): Accounts {
  return { issueAccount, suspendAccount, listAccounts: (filter) => listAccounts(database.application, filter) }

  async function issueAccount(actor: Actor, input: AccountInput): Promise<Account> {
    const { id, name, nameEn, kind } = await organisations.getOrganisation(input.unit)
    const unit: OrgRef = { id, name, nameEn, kind }
    const misplaced = misplacedRoles(kind, input.roles)
    if (misplaced.length > 0) throw identityProblems.rolesMisplaced({ unit: name, roles: misplaced })
    if (input.password.length < passwordMinimumLength) {
      throw identityProblems.passwordTooShort({ minimum: passwordMinimumLength })
    }
    const passwordHash = await hashPassword(input.password)
    return journal.change(actor, async (tx) => {
      const account: Account = {
        id: newId<'account'>(tx.at),
        login: normaliseLogin(input.login),
        name: input.name,
        unit,
        roles: [...new Set(input.roles)],
        state: 'active',
      }
      if (!(await insertAccount(tx, account, passwordHash))) throw identityProblems.loginTaken({ login: account.login })
      await tx.record({
        event: identityEvents['account.issued'],
        subject: { type: 'account', id: account.id, label: account.login },
        payload: { unit: unit.id, unitName: unit.name, roles: account.roles },
      })
      return account
    })
  }

  async function suspendAccount(actor: Actor, id: string): Promise<void> {
    if (actor.accountId === id) throw identityProblems.ownAccount()
    const before = await findAccount(database.application, id)
    if (!before) throw identityProblems.accountNotFound({ account: id })
    if (before.state === 'suspended') return
    await journal.change(actor, async (tx) => {
      await saveSuspension(tx, id)
      await tx.record({
        event: identityEvents['account.suspended'],
        subject: { type: 'account', id, label: before.login },
        payload: { unit: before.unit.id, unitName: before.unit.name },
      })
    })
  }
}
