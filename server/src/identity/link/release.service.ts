import type { Journal } from '../../journal/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import type { Principal } from '../principal.ts'
import { digestOfReleaseCode, newReleaseCode } from './release-code.ts'
import { listWaitingLinks, lockWaitingLink, saveRelease } from './release.store.ts'
import type { WaitingLink } from './release.store.ts'

export interface ReleasedLink {
  /** Shown this once to who releases, who tells it to the person; only its digest is kept. */
  readonly code: string
  readonly expiresAt: Date
}

/** Links to accounts with guarded roles take two people: who asks has the address, who releases the code. */
export interface LinkReleases {
  /** Oldest first. */
  listWaitingLinks(): Promise<WaitingLink[]>
  /**
   * Releases a link somebody else asked for. Throws `identity.linkNotWaiting`, and `identity.ownRelease` for who asked
   * for it and for the person of the account.
   */
  releaseLink(principal: Principal, id: string): Promise<ReleasedLink>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
}

export function createLinkReleases({ database, journal, clock }: Deps): LinkReleases {
  return {
    listWaitingLinks: () => listWaitingLinks(database.application, clock.now()),
    releaseLink: (principal, id) =>
      journal.change(principal, async (tx) => {
        const { accountId: releasedBy } = principal
        const link = await lockWaitingLink(tx, id)
        if (!link) throw identityProblems.linkNotWaiting()
        if (link.askedBy === releasedBy || link.accountId === releasedBy) throw identityProblems.ownRelease()
        const code = newReleaseCode()
        await saveRelease(tx, link.id, { releasedBy, codeDigest: digestOfReleaseCode(link.digest, code) })
        await tx.record({
          event: identityEvents['link.released'],
          subject: { type: 'account', id: link.accountId, label: link.login },
          payload: { link: link.id, purpose: link.purpose, askedBy: link.askedBy },
        })
        return { code, expiresAt: link.expiresAt }
      }),
  }
}
