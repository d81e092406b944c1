import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { timingSafeEqual } from 'node:crypto'
import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { newId, newSecretToken, sha256 } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { activate, requirePerson } from '../account/account.acts.ts'
import type { Account } from '../account/account.ts'
import { findAccount } from '../account/account.store.ts'
import type { Enrolled, Enrolment, OfferedAuthenticator } from '../factor/enrolment.ts'
import { removeAllFactors } from '../factor/factor.store.ts'
import type { Attempt, Passkeys } from '../factor/passkey.service.ts'
import type { RelyingParty } from '../factor/passkey.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import { findInvitedHolder } from '../principal.store.ts'
import type { InvitedHolder } from '../principal.store.ts'
import type { OpenedSession, Sessions } from '../session/session.service.ts'
import type { ShownBy } from '../session/sign-in.service.ts'
import { listHeldRoles } from '../account/held-role.store.ts'
import { guardedRoles } from '../principal.ts'
import { linkExpiry, tokenParts } from './link.ts'
import type { IssuedLink, LinkFacts, LinkPurpose } from './link.ts'
import { findOpenLink, insertLink, saveLinkEnd } from './link.store.ts'
import type { OpenLink } from './link.store.ts'
import { digestOfReleaseCode } from './release-code.ts'

/** What the bearer of a link sets up: a passkey, or a password with an authenticator. */
export type LinkUse =
  | { readonly passkey: RegistrationResponseJSON; readonly attempt: string | undefined; readonly name: string }
  | { readonly password: string; readonly authenticator: { readonly offer: string; readonly code: string } }

export interface LinkIssue {
  readonly purpose: LinkPurpose
  /** Who asks for it; null for the machine. */
  readonly asker: { readonly id: string; readonly login: string } | null
}

/** One-time links, by which an account gets its first way to sign in, or a new one when all others are lost. */
export interface Links {
  /**
   * Issues a link within a change; links of the account from before count no more. One to an account with guarded roles
   * must be released by another person than who asks, unless the machine issues it.
   */
  issueLink(tx: Tx, account: Enrolled, issue: LinkIssue): Promise<IssuedLink>
  /**
   * A link for the person of an account: to activate it, or to set up anew how to sign in; what they signed in with goes
   * when it is used. Throws `identity.accountSuspended`, `identity.accountOfSystem`, and `identity.ownLink` for one's own.
   */
  issueLinkFor(actor: Actor, accountId: string): Promise<IssuedLink>
  /** What a link is for; throws `identity.linkUnusable`, `identity.linkWaits`, `identity.linkCodeWrong`. */
  readLink(token: string): Promise<LinkFacts>
  askForPasskeyByLink(party: RelyingParty, token: string): Promise<Attempt<PublicKeyCredentialCreationOptionsJSON>>
  offerAuthenticatorByLink(token: string): Promise<OfferedAuthenticator>
  /** Uses a link up and opens a session. */
  useLink(party: RelyingParty, token: string, use: LinkUse & ShownBy): Promise<OpenedSession>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly passkeys: Passkeys
  readonly enrolment: Enrolment
  readonly sessions: Sessions
}

interface Bearer {
  readonly link: OpenLink
  readonly holder: InvitedHolder
  readonly account: Enrolled
}

export function createLinks(deps: Deps): Links {
  const { database, journal, clock, passkeys, enrolment } = deps
  const db = database.application
  return {
    issueLink,
    issueLinkFor: async (actor, accountId) => {
      if (actor.accountId === accountId) throw identityProblems.ownLink()
      const account = await findAccount(db, accountId, clock.now())
      if (!account) throw identityProblems.accountNotFound({ account: accountId })
      const purpose = purposeFor(account)
      const asker = { id: actor.accountId, login: actor.accountName }
      return journal.change(actor, (tx) => issueLink(tx, account, { purpose, asker }))
    },
    readLink: async (token) => {
      const { link, holder } = await bearerOf(token)
      const { login, name, roles, organisation } = holder
      const unit = {
        id: organisation.id,
        name: organisation.name,
        nameEn: organisation.nameEn,
        kind: organisation.kind,
      }
      return { purpose: link.purpose, login, name, roles, unit, expiresAt: link.expiresAt }
    },
    askForPasskeyByLink: async (party, token) => {
      const { account, holder } = await bearerOf(token)
      return passkeys.askForRegistration(party, { ...account, name: holder.name })
    },
    offerAuthenticatorByLink: async (token) => enrolment.offerAuthenticator((await bearerOf(token)).account),
    useLink: createLinkUse(deps, bearerOf),
  }

  async function bearerOf(token: string): Promise<Bearer> {
    const at = clock.now()
    const { secret, code } = tokenParts(token)
    const digest = sha256(secret)
    const link = await findOpenLink(db, digest, at)
    if (link?.needsRelease) refuseUnreleased(link.codeDigest, digestOfReleaseCode(digest, code))
    const holder = link && (await findInvitedHolder(db, link.accountId, at))
    if (!holder) throw identityProblems.linkUnusable()
    return { link, holder, account: { id: link.accountId, login: holder.login } }
  }
}

async function issueLink(tx: Tx, account: Enrolled, { purpose, asker }: LinkIssue): Promise<IssuedLink> {
  const held = await listHeldRoles(tx, account.id, tx.at)
  const needsRelease = asker !== null && guardedRoles(held.map(({ role }) => role)).length > 0
  const token = newSecretToken()
  const expiresAt = linkExpiry(purpose, tx.at)
  const id = newId<'link'>(tx.at)
  await insertLink(tx, {
    id,
    accountId: account.id,
    purpose,
    digest: sha256(token),
    expiresAt,
    asker: needsRelease ? asker : null,
  })
  await tx.record({
    event: identityEvents['link.issued'],
    subject: { type: 'account', id: account.id, label: account.login },
    payload: { link: id, purpose, expiresAt: expiresAt.toISOString(), needsRelease },
  })
  return { token, expiresAt, needsRelease }
}

function refuseUnreleased(kept: Buffer | null, shown: Buffer): void {
  if (kept === null) throw identityProblems.linkWaits()
  if (!timingSafeEqual(kept, shown)) throw identityProblems.linkCodeWrong()
}

function purposeFor(account: Account): LinkPurpose {
  const { state, login } = account
  requirePerson(account)
  if (state === 'closed') throw identityProblems.accountClosed({ login })
  if (state === 'suspended') throw identityProblems.accountSuspended()
  return state === 'issued' ? 'activation' : 'recovery'
}

function createLinkUse(
  { journal, passkeys, enrolment, sessions }: Deps,
  bearerOf: (token: string) => Promise<Bearer>,
): Links['useLink'] {
  return async (party, token, use) => {
    const { link, holder, account } = await bearerOf(token)
    const { organisation } = holder
    const actor: Actor = {
      ...{ accountId: account.id, accountName: account.login, via: 'session', requestId: use.requestId },
      ...{ unitId: organisation.id, unitName: organisation.name },
    }
    const save = await readied(party, account, use)
    await journal.change(actor, async (tx) => {
      if (!(await saveLinkEnd(tx, link.id))) throw identityProblems.linkUnusable()
      await removeAllFactors(tx, account.id)
      if (holder.state === 'issued') await activate(tx, { ...account, unit: organisation })
      await tx.record({
        event: identityEvents['link.used'],
        subject: { type: 'account', id: account.id, label: account.login },
        payload: { link: link.id, purpose: link.purpose },
      })
      await save(tx)
    })
    const factor = 'passkey' in use ? 'passkey' : 'two-factor'
    const { where, requestId, knownDevice } = use
    return sessions.openSession({ accountId: account.id, factor, method: 'link', where, requestId, knownDevice })
  }

  /** What may be refused comes before the change; what it gives saves the rest. */
  async function readied(party: RelyingParty, account: Enrolled, use: LinkUse): Promise<(tx: Tx) => Promise<unknown>> {
    if ('passkey' in use) {
      const { attempt, name, passkey: response } = use
      const passkey = await passkeys.checkRegistration(party, account.id, { attempt, response })
      return (tx) => enrolment.savePasskey(tx, account, { ...passkey, name })
    }
    const ready = await enrolment.readyPassword(account, use, null)
    return (tx) => enrolment.savePassword(tx, account, ready)
  }
}
