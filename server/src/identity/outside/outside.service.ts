import type { Journal } from '../../journal/index.ts'
import { keyedDigest, newId, sha256 } from '../../platform/index.ts'
import type { Clock, Database, OutsideConfig } from '../../platform/index.ts'
import { openAccount, requirePerson } from '../account/account.acts.ts'
import { lockAccount } from '../account/account.store.ts'
import type { SecretSeal } from '../factor/authenticator.ts'
import { identityEvents } from '../identity.events.ts'
import { identityProblems } from '../identity.errors.ts'
import type { Principal } from '../principal.ts'
import type { History } from '../session/history.service.ts'
import type { OpenedSession, Sessions } from '../session/session.service.ts'
import type { ShownBy } from '../session/sign-in.service.ts'
import { createOutsideProvider } from './outside-provider.ts'
import type { OutsideCheck, OutsideProvider } from './outside-provider.ts'
import { outsideProblems } from './outside.errors.ts'
import {
  findLinkedAccount,
  insertOutsideLink,
  listOutsideLinks,
  lockOutsideLink,
  removeOutsideSessions,
  saveConfirmation,
  saveUnlinking,
} from './outside.store.ts'
import type { OutsideLink } from './outside.ts'

/** What a browser comes back with, and the attempt it was given. */
export interface OutsideAnswer extends ShownBy {
  readonly address: URL
  readonly attempt: string | undefined
}

/** A session; or whom nobody has linked to an account, by the name they have there. And where in the portal they go on. */
export type OutsideOutcome = { readonly to: string } & (
  { readonly opened: OpenedSession } | { readonly unknown: string }
)

/** People who are signed in by a provider outside, and who they are here. */
export interface OutsideSignIns {
  /** What people call the provider; undefined when there is none. */
  readonly outsideName: string | undefined
  /** Where the browser goes, and the attempt that it keeps meanwhile. */
  beginOutside(redirectUri: string, to: string): Promise<{ readonly address: string; readonly attempt: string }>
  /** Throws `identity.outsideAttemptOver`, `identity.outsideRefused`, `identity.accountSuspended`. */
  signInOutside(answer: OutsideAnswer): Promise<OutsideOutcome>
  /** Says who a person of the provider is here: nobody gets an account by signing in. Never one's own account. */
  linkOutside(principal: Principal, accountId: string, subject: string): Promise<OutsideLink>
  /**
   * A second person says the same of a link: only then a sign-in by it holds guarded roles. Neither who linked nor the
   * person of the account confirms.
   */
  confirmOutside(principal: Principal, accountId: string, link: string, subject: string): Promise<void>
  /** The person signs in that way no more, and what they opened that way ends. */
  unlinkOutside(principal: Principal, accountId: string, link: string): Promise<void>
  listOutsideLinks(accountId: string): Promise<OutsideLink[]>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly history: History
  readonly sessions: Sessions
  readonly seal: SecretSeal
  readonly secret: string
  readonly outside: OutsideConfig | undefined
}

interface Attempt extends OutsideCheck {
  /** Where in the portal the person goes on. */
  readonly to: string
  readonly until: number
}

const attemptMilliseconds = 600_000
const sealedFor = 'outside attempt'

export function createOutsideSignIns(deps: Deps): OutsideSignIns {
  const { database, clock, history, sessions, seal, outside } = deps
  const db = database.application
  const present = presence(outside, clock)
  const openAttempt = (sealed = ''): Attempt => {
    const text = seal.open(Buffer.from(sealed, 'base64url'), sealedFor)
    const attempt = text === undefined ? undefined : (JSON.parse(text) as Attempt)
    if (!attempt || attempt.until < clock.now().getTime()) throw outsideProblems.outsideAttemptOver()
    return attempt
  }
  return {
    outsideName: outside?.name,
    beginOutside: async (redirectUri, to) => {
      const { address, check } = await present().provider.begin(redirectUri)
      const attempt: Attempt = { ...check, to, until: clock.now().getTime() + attemptMilliseconds }
      return { address, attempt: seal.seal(JSON.stringify(attempt), sealedFor).toString('base64url') }
    },
    signInOutside: async ({ address, attempt, where, requestId, knownDevice }) => {
      const { settings, provider: known } = present()
      const { to, ...check } = openAttempt(attempt)
      const refused = () => {
        history.noteRefusal(null, { outcome: 'refused', method: 'outside', ...where })
      }
      const person = await known.finish(address, check).catch((error: unknown) => {
        refused()
        throw error
      })
      const subject = subjectDigest(deps.secret, settings.issuer, person.subject)
      const linked = await findLinkedAccount(db, settings.issuer, subject)
      if (!linked) {
        refused()
        return { unknown: person.subject, to }
      }
      const factor = person.isPhishingResistant && linked.isConfirmed ? 'outside-key' : 'outside'
      const opening = { accountId: linked.accountId, factor, method: 'outside', where, requestId, knownDevice } as const
      return { opened: await sessions.openSession(opening), to }
    },
    ...createLinking(deps, () => present().settings),
    listOutsideLinks: (accountId) => listOutsideLinks(db, accountId),
  }
}

interface Present {
  readonly provider: OutsideProvider
  readonly settings: OutsideConfig
}

/** The provider, where there is one. */
function presence(settings: OutsideConfig | undefined, clock: Clock): () => Present {
  const present = settings && { settings, provider: createOutsideProvider(settings, clock) }
  return () => {
    if (!present) throw outsideProblems.outsideAbsent()
    return present
  }
}

function createLinking(
  { journal, secret }: Deps,
  settings: () => OutsideConfig,
): Pick<OutsideSignIns, 'linkOutside' | 'confirmOutside' | 'unlinkOutside'> {
  return {
    confirmOutside: (principal, accountId, id, subject) => {
      const digest = subjectDigest(secret, settings().issuer, subject)
      return journal.change(principal, async (tx) => {
        const account = await openAccount(tx, accountId)
        const link = await lockOutsideLink(tx, { accountId, id, subject: digest })
        if (!link) throw outsideProblems.outsideLinkNotFound()
        const ours: readonly string[] = [accountId, link.linkedBy]
        if (ours.includes(principal.accountId)) throw outsideProblems.ownOutsideLink()
        await saveConfirmation(tx, id, principal.accountId)
        await tx.record({
          event: identityEvents['outsideLink.confirmed'],
          subject: { type: 'account', id: account.id, label: account.login },
          payload: { link: id, issuer: link.issuer },
        })
      })
    },
    linkOutside: (principal, accountId, subject) => {
      const { issuer } = settings()
      if (principal.accountId === accountId) throw outsideProblems.ownOutsideLink()
      return journal.change(principal, async (tx) => {
        const account = await openAccount(tx, accountId)
        requirePerson(account)
        const link: OutsideLink = { id: newId<'outsideLink'>(tx.at), issuer, linkedAt: tx.at, isConfirmed: false }
        const digest = subjectDigest(secret, issuer, subject)
        const made = { ...link, accountId: account.id, subject: digest, linkedBy: principal.accountId }
        const isNew = await insertOutsideLink(tx, made)
        if (!isNew) throw outsideProblems.outsideLinkTaken()
        await tx.record({
          event: identityEvents['outsideLink.made'],
          subject: { type: 'account', id: account.id, label: account.login },
          payload: { link: link.id, issuer },
        })
        return link
      })
    },
    unlinkOutside: async (principal, accountId, id) => {
      if (principal.accountId === accountId) throw outsideProblems.ownOutsideLink()
      await journal.change(principal, async (tx) => {
        const account = await lockAccount(tx, accountId)
        if (!account) throw identityProblems.accountNotFound({ account: accountId })
        const issuer = await saveUnlinking(tx, accountId, id)
        if (issuer === undefined) throw outsideProblems.outsideLinkNotFound()
        await removeOutsideSessions(tx, accountId)
        await tx.record({
          event: identityEvents['outsideLink.ended'],
          subject: { type: 'account', id: accountId, label: account.login },
          payload: { link: id, issuer },
        })
      })
    },
  }
}

/** Some providers use numbers that can be guessed, so the digest is keyed. */
function subjectDigest(secret: string, issuer: string, subject: string): Buffer {
  return sha256(keyedDigest(secret, 'outside-subject', `${issuer}\n${subject}`))
}
