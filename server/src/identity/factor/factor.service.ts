import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Journal } from '../../journal/index.ts'
import type { Database } from '../../platform/index.ts'
import { lockAccount } from '../account/account.store.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import { guardedRoles, isPhishingResistant } from '../principal.ts'
import type { Principal } from '../principal.ts'
import type { Enrolled, Enrolment, OfferedAuthenticator, PasswordInput } from './enrolment.ts'
import { countFactors, findOwnCredential, replaceRecoveryCodes } from './factor.store.ts'
import type { FactorCounts } from './factor.store.ts'
import type { Answer, Attempt, Passkeys } from './passkey.service.ts'
import type { Passkey, RelyingParty } from './passkey.ts'
import { listPasskeys, savePasskeyName, savePasskeyRemoval } from './passkey.store.ts'
import { digestOfRecoveryCode, newRecoveryCodes } from './recovery-code.ts'

/** What an account signs in with, as its owner sees and keeps it. */
export interface Factors {
  listFactors(principal: Principal): Promise<FactorCounts & { readonly passkeys: Passkey[] }>
  /** Throws `identity.passkeyByLinkOnly` where a sign-in that can be phished would lead to roles it does not hold. */
  askForNewPasskey(party: RelyingParty, principal: Principal): Promise<Attempt<PublicKeyCredentialCreationOptionsJSON>>
  addPasskey(
    party: RelyingParty,
    principal: Principal,
    answer: Answer<RegistrationResponseJSON> & { readonly name: string },
  ): Promise<void>
  renamePasskey(principal: Principal, id: string, name: string): Promise<void>
  /** Throws `identity.lastFactor` when nothing would be left to sign in with. */
  removePasskey(principal: Principal, id: string): Promise<void>
  offerOwnAuthenticator(principal: Principal): OfferedAuthenticator
  /** Sets the password; the first time, an authenticator with it. */
  setPassword(principal: Principal, input: PasswordInput): Promise<void>
  /** New codes, shown this once; those before count no more. */
  makeRecoveryCodes(principal: Principal): Promise<string[]>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly passkeys: Passkeys
  readonly enrolment: Enrolment
}

export function createFactors({ database, journal, passkeys, enrolment }: Deps): Factors {
  const db = database.application
  return {
    listFactors: async ({ accountId }) => ({
      ...(await countFactors(db, accountId)),
      passkeys: await listPasskeys(db, accountId),
    }),
    askForNewPasskey: (party, principal) => {
      const { accountId: id, login, name } = principal
      requireResistance(principal)
      return passkeys.askForRegistration(party, { id, login, name })
    },
    addPasskey: async (party, principal, { name, ...answer }) => {
      requireResistance(principal)
      const passkey = await passkeys.checkRegistration(party, principal.accountId, answer)
      await journal.change(principal, (tx) => enrolment.savePasskey(tx, ownerOf(principal), { ...passkey, name }))
    },
    ...createKeeping({ journal }),
    offerOwnAuthenticator: (principal) => enrolment.offerAuthenticator(ownerOf(principal)),
    setPassword: async (principal, input) => {
      if (principal.isDemo) throw identityProblems.demoPassword()
      const owner = ownerOf(principal)
      const kept = (await findOwnCredential(db, owner.id))?.authenticator ?? null
      if (kept === null && !input.authenticator) throw identityProblems.codeWrong()
      const ready = await enrolment.readyPassword(owner, input, kept)
      await journal.change(principal, (tx) => enrolment.savePassword(tx, owner, ready))
    },
  }
}

/** What needs nobody's authenticator. */
function createKeeping({
  journal,
}: Pick<Deps, 'journal'>): Pick<Factors, 'renamePasskey' | 'removePasskey' | 'makeRecoveryCodes'> {
  const record = (principal: Principal, payload: Record<string, string | number>) => ({
    subject: { type: 'account', id: principal.accountId, label: principal.login },
    payload,
  })
  return {
    renamePasskey: async (principal, id, name) => {
      await journal.change(principal, async (tx) => {
        if (!(await savePasskeyName(tx, principal.accountId, id, name))) throw identityProblems.passkeyNotFound()
        await tx.record({ event: identityEvents['passkey.renamed'], ...record(principal, { passkey: id }) })
      })
    },
    removePasskey: async (principal, id) => {
      await journal.change(principal, async (tx) => {
        // Two that are removed at once are not both the last but one.
        await lockAccount(tx, principal.accountId)
        if (!(await savePasskeyRemoval(tx, principal.accountId, id))) throw identityProblems.passkeyNotFound()
        const { passkeyCount } = await countFactors(tx, principal.accountId)
        // Guarded acts are signed with a passkey: who has none left comes back by a link, not by the code of an app (ADR 0033).
        if (passkeyCount === 0 && !principal.isDemo) throw identityProblems.lastFactor()
        await tx.record({ event: identityEvents['passkey.removed'], ...record(principal, { passkey: id }) })
      })
    },
    makeRecoveryCodes: async (principal) => {
      const codes = newRecoveryCodes()
      const digests = codes.map(digestOfRecoveryCode).filter((digest) => digest !== undefined)
      await journal.change(principal, async (tx) => {
        await replaceRecoveryCodes(tx, principal.accountId, digests)
        await tx.record({ event: identityEvents['recoveryCode.made'], ...record(principal, { count: codes.length }) })
      })
      return codes
    },
  }
}

function ownerOf({ accountId: id, login }: Principal): Enrolled {
  return { id, login }
}

function requireResistance(principal: Principal): void {
  const roles = guardedRoles([...principal.roles, ...principal.withheldRoles])
  if (roles.length > 0 && !isPhishingResistant(principal)) throw identityProblems.passkeyByLinkOnly({ roles })
}
