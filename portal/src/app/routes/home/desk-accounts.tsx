import { IconAlertTriangle, IconClipboardCheck, IconClockPause, IconInbox, IconLink } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { LinkButton } from '../../../components/link-button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { requestsQuery, unitAccountsQuery } from '../../../features/identity/accounts/queries.ts'
import { isWarned } from '../../../features/identity/accounts/unit-accounts.tsx'
import { waitingLinksQuery } from '../../../features/identity/link/queries.ts'
import { looksAfterAccounts, type Me } from '../../../features/identity/queries.ts'
import { isWaiting } from '../../../features/identity/review/answered-list.tsx'
import { quarterParts } from '../../../features/identity/review/quarter.ts'
import { reviewedQuery, reviewsQuery } from '../../../features/identity/review/queries.ts'
import { gapsQuery } from '../../../features/identity/unit/queries.ts'
import { useText } from '../../../lib/use-text.ts'

/** What waits about accounts: requests to decide, a review to answer, accounts nobody used; nothing when nothing does. */
export function DeskAccounts({ me }: { me: Me }) {
  const looksAfter = looksAfterAccounts(me)
  return (
    <div style={{ display: 'grid', gap: 12, marginBottom: 20 }}>
      {looksAfter && <OpenRequests me={me} />}
      {looksAfter && <LinksToRelease me={me} />}
      {me.roles.includes('coordinator') && <FocalPointGaps />}
      <OpenReview me={me} />
      <Unused />
    </div>
  )
}

function OpenRequests({ me }: { me: Me }) {
  const { t } = useText()
  const requests = useInfiniteQuery(requestsQuery('open'))
  const open = requests.data?.pages.flatMap(({ items }) => items) ?? []
  const others = open.filter(({ requestedBy }) => requestedBy.login !== me.login)
  const isCoordinator = me.roles.includes('coordinator')
  const shown = isCoordinator ? others.length : open.length
  if (isCoordinator && shown === 0) return null
  return (
    <Notice
      tone="accent"
      icon={IconInbox}
      title={shown === 0 ? t('requests.none') : t('desk.accountRequests', { count: shown })}
      actions={
        <LinkButton to="/account-requests" size="xs">
          {t('nav.accountRequests')}
        </LinkButton>
      }
    />
  )
}

function LinksToRelease({ me }: { me: Me }) {
  const { t } = useText()
  const waiting = useQuery(waitingLinksQuery)
  const others = (waiting.data?.items ?? []).filter(
    ({ askedBy, account }) => askedBy !== me.login && account.login !== me.login,
  )
  if (others.length === 0) return null
  return (
    <Notice
      tone="accent"
      icon={IconLink}
      title={t('desk.linksWait', { count: others.length })}
      actions={
        <LinkButton to="/account-requests" size="xs">
          {t('nav.accountRequests')}
        </LinkButton>
      }
    />
  )
}

function FocalPointGaps() {
  const { t } = useText()
  const gaps = useQuery(gapsQuery(''))
  const count = gaps.data?.items.length ?? 0
  if (count === 0) return null
  return (
    <Notice
      tone="warn"
      icon={IconAlertTriangle}
      title={t('focalPoint.gaps', { count })}
      actions={
        <LinkButton to="/organisations" size="xs">
          {t('nav.organisations')}
        </LinkButton>
      }
    />
  )
}

function OpenReview({ me }: { me: Me }) {
  const reviews = useQuery(reviewsQuery)
  const open = reviews.data?.items.find(({ closedAt }) => closedAt === null)
  return open === undefined ? null : <ReviewToAnswer review={open} me={me} />
}

interface ReviewToAnswerProps {
  review: { id: string; quarter: string; deadline: string }
  me: Me
}

function ReviewToAnswer({ review: { id, quarter, deadline }, me }: ReviewToAnswerProps) {
  const { t, format } = useText()
  const reviewed = useQuery(reviewedQuery(id, me.unit.id))
  const waiting = reviewed.data?.items.filter((account) => isWaiting(account) && account.login !== me.login) ?? []
  if (reviewed.data?.mayAnswer !== true || waiting.length === 0) return null
  return (
    <Notice
      tone="warn"
      icon={IconClipboardCheck}
      title={t('review.title', quarterParts(quarter))}
      actions={
        <LinkButton to="/reviews/$id" params={{ id }} size="xs">
          {t('desk.answerReview')}
        </LinkButton>
      }
    >
      <p>{t('desk.reviewWaits', { count: waiting.length, at: format.instant(deadline) })}</p>
    </Notice>
  )
}

function Unused() {
  const { t } = useText()
  const accounts = useQuery(unitAccountsQuery)
  const warned = (accounts.data?.items ?? []).filter(isWarned)
  if (warned.length === 0) return null
  return (
    <Notice
      tone="warn"
      icon={IconClockPause}
      title={t('accounts.warned', { count: warned.length })}
      actions={
        <LinkButton to="/accounts" size="xs">
          {t('nav.unitAccounts')}
        </LinkButton>
      }
    />
  )
}
