import { Button } from '@mantine/core'
import { IconCircleCheck, IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Review } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { ListSkeleton, TableSkeleton } from '../../components/skeletons.tsx'
import { useMe, type Me } from '../../features/identity/queries.ts'
import { ProgressTable } from '../../features/identity/review/progress-table.tsx'
import { quarterParts } from '../../features/identity/review/quarter.ts'
import { progressQuery, reviewedQuery, reviewsQuery } from '../../features/identity/review/queries.ts'
import { AnsweredList, isWaiting } from '../../features/identity/review/answered-list.tsx'
import { ReviewList } from '../../features/identity/review/review-list.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/reviews/$id')

export function ReviewPage() {
  const { t, format } = useText()
  const { id } = route.useParams()
  const reviews = useQuery({ ...reviewsQuery, enabled: Boolean(useMe()) })
  const review = reviews.data?.items.find((each) => each.id === id)
  return (
    <Page
      title={review === undefined ? t('nav.reviews') : t('review.title', quarterParts(review.quarter))}
      crumbs={[
        <Link key="reviews" to="/reviews">
          {t('nav.reviews')}
        </Link>,
      ]}
      lead={
        review &&
        (review.closedAt === null
          ? t('review.deadline', { at: format.instant(review.deadline) })
          : t('review.closed', { day: format.dayOf(review.closedAt) }))
      }
    >
      <SignedIn>
        {(me) => (
          <QueryView query={reviews} skeleton={<ListSkeleton items={4} />}>
            {() =>
              review === undefined ? (
                <Empty icon={IconInfoCircle} title={t('review.unknown')} />
              ) : (
                <Parts review={review} me={me} />
              )
            }
          </QueryView>
        )}
      </SignedIn>
    </Page>
  )
}

function Parts({ review, me }: { review: Review; me: Me }) {
  const { unit } = route.useSearch()
  const overseer = me.roles.includes('coordinator') || me.roles.includes('auditor')
  return (
    <>
      <UnitPart review={review} unit={unit ?? me.unit.id} me={me} />
      {overseer && <ProgressPart review={review} />}
    </>
  )
}

function UnitPart({ review, unit, me }: { review: Review; unit: string; me: Me }) {
  const { t, named } = useText()
  const reviewed = useQuery(reviewedQuery(review.id, unit))
  return (
    <QueryView query={reviewed} skeleton={<ListSkeleton items={5} />}>
      {({ items, mayAnswer }) => {
        const name = items[0]?.unit ?? me.unit
        const isClosed = review.closedAt !== null
        const open = mayAnswer && !isClosed
        const waiting = items.filter((account) => isWaiting(account) && account.login !== me.login)
        const rest = items.filter((account) => isClosed || (open ? !waiting.includes(account) : !isWaiting(account)))
        const help = isClosed ? {} : { help: t('review.ofUnitHelp') }
        return (
          <Section title={t('review.ofUnit', { unit: named(name) })} {...help}>
            {!mayAnswer && !isClosed && <Notice icon={IconInfoCircle} title={t('review.notReviewer')} />}
            {open && waiting.length > 0 && <ReviewList key={unit} review={review.id} unit={unit} waiting={waiting} />}
            {open && waiting.length === 0 && <Notice tone="ok" icon={IconCircleCheck} title={t('review.allDone')} />}
            {rest.length > 0 && (
              <Section title={t(isClosed ? 'review.outcome' : 'review.answered')}>
                <AnsweredList accounts={rest} me={me} isClosed={isClosed} />
              </Section>
            )}
          </Section>
        )
      }}
    </QueryView>
  )
}

function ProgressPart({ review }: { review: Review }) {
  const { t } = useText()
  const progress = useQuery(progressQuery(review.id))
  const base = `/api/v1/identity/reviews/${review.id}/report`
  const help = review.closedAt === null ? { help: t('review.progressHelp') } : {}
  const reports = (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      {(['docx', 'csv', 'json'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={`${base}.${format}`}
          download
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} />}
        >
          {t('review.report', { format: format.toUpperCase() })}
        </Button>
      ))}
    </div>
  )
  return (
    <Section title={t('review.progress')} actions={reports} {...help}>
      <QueryView query={progress} skeleton={<TableSkeleton rows={5} columns={5} />}>
        {({ items }) => <ProgressTable review={review} units={items} />}
      </QueryView>
    </Section>
  )
}
