import type { Actor, Journal } from '../../journal/index.ts'
import { newSalt } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { issue, machineGround, suspendAll } from './account.acts.ts'
import { normaliseLogin } from './account.ts'
import type { Account, AccountFacts } from './account.ts'
import { misplacedRoles } from './role.ts'
import type { Role } from './role.ts'
import type { AccountFilter } from './account.store.ts'
import { findAccount, listAccounts } from './account.store.ts'
import { listUnitsHolding } from './held-role.store.ts'
import { identityProblems } from '../identity.errors.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import type { Organisations } from '../organisation/organisation.service.ts'
import { savePassword } from '../factor/factor.store.ts'
import { hashPassword } from '../factor/password.ts'
import type { IssuedLink } from '../link/link.ts'
import type { Links } from '../link/link.service.ts'

export interface AccountInput {
  readonly login: string
  readonly name: string
  /** Id of the organisation. */
  readonly unit: string
  readonly roles: readonly Role[]
  /** For an account of the demo city, which is then marked as one: it needs no activation, and no other factor. */
  readonly demoPassword?: string
  /** Reference of the decision, when there is one. */
  readonly decision?: string | null
}

export interface IssuedAccount extends Account {
  /** How its person sets up how to sign in; a demo account has a password already. */
  readonly activation: IssuedLink | null
}

export interface Accounts {
  /**
   * Issues an account on the machine itself, as an installation sets itself up: nobody asked, nobody decided. All other
   * accounts come from requests (Điều 15.3).
   */
  issueAccount(actor: Actor, input: AccountInput): Promise<IssuedAccount>
  /** Suspends an account; its sessions and tokens stop with the same transaction. Suspending twice changes nothing. */
  suspendAccount(actor: Actor, id: string): Promise<void>
  listAccounts(filter: AccountFilter): Promise<AccountFacts[]>
  /** Units with an active account that holds one of the roles at an instant, once for each role. */
  listUnitsHolding(roles: readonly Role[], at: Date): Promise<{ unit: string; role: Role }[]>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly organisations: Organisations
  readonly links: Pick<Links, 'issueLink'>
}

export function createAccounts({ database, journal, clock, organisations, links }: Deps): Accounts {
  const db = database.application
  return {
    issueAccount,
    suspendAccount,
    listAccounts: (filter) => listAccounts(db, filter, clock.now()),
    listUnitsHolding: (roles, at) => listUnitsHolding(db, roles, at),
  }

  async function issueAccount(actor: Actor, input: AccountInput): Promise<IssuedAccount> {
    const unit = await unitFor(organisations, input.unit, input.roles)
    const { demoPassword } = input
    const hash = demoPassword === undefined ? undefined : await hashPassword(demoPassword)
    const isDemo = hash !== undefined
    const [login, roles] = [normaliseLogin(input.login), [...new Set(input.roles)]]
    const { name } = input
    return journal.change(actor, async (tx) => {
      await organisations.holdLivingUnit(tx, unit.id)
      const periods = roles.map((role) => ({ role, validFrom: tx.at, validTo: null }))
      const account = { login, name, nameSalt: newSalt(), unit, periods, isDemo }
      const id = await issue(tx, account, { ...machineGround, decision: input.decision ?? null })
      const issued = { id, login, name, unit, roles, isDemo, kind: 'person' } as const
      if (!isDemo)
        return {
          ...issued,
          state: 'issued',
          activation: await links.issueLink(tx, issued, { purpose: 'activation', asker: null }),
        }
      await savePassword(tx, { accountId: id, hash, authenticator: null })
      return { ...issued, state: 'active', activation: null }
    })
  }

  async function suspendAccount(actor: Actor, id: string): Promise<void> {
    if (actor.accountId === id) throw identityProblems.ownAccount()
    const before = await findAccount(db, id, clock.now())
    if (!before) throw identityProblems.accountNotFound({ account: id })
    if (before.state === 'suspended') return
    if (before.state === 'closed') throw identityProblems.accountClosed({ login: before.login })
    await journal.change(actor, async (tx) => {
      // Somebody may have been quicker, and then says why no entry is made here.
      if ((await suspendAll(tx, [id], 'coordinator')) === 0)
        throw identityProblems.accountNotInForce({ login: before.login })
    })
  }
}

/** The unit an account is to be in; throws `identity.organisationNotFound`, and `identity.rolesMisplaced` for roles it cannot have. */
export async function unitFor(organisations: Organisations, unit: string, roles: readonly Role[]): Promise<OrgRef> {
  const { id, name, nameEn, kind } = await organisations.getOrganisation(unit)
  const misplaced = misplacedRoles(kind, roles)
  if (misplaced.length > 0) throw identityProblems.rolesMisplaced({ unit: name, roles: misplaced })
  return { id, name, nameEn, kind }
}
