import { Button } from '@mantine/core'
import { IconCircleCheck, IconClipboardCheck, IconHourglass } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { toProblem } from '../../api/problem.ts'
import type { Review } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Mark } from '../../components/mark.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { openReview, reviewsKey, reviewsQuery } from '../../features/identity/review/queries.ts'
import { quarterParts } from '../../features/identity/review/quarter.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from '../../components/item-list.module.css'

export function ReviewsPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.reviews')} lead={t('review.lead')}>
      <SignedIn>{(me) => <List mayOpen={me.roles.includes('coordinator')} />}</SignedIn>
    </Page>
  )
}

function List({ mayOpen }: { mayOpen: boolean }) {
  const reviews = useQuery(reviewsQuery)
  return (
    <QueryView query={reviews} skeleton={<ListSkeleton items={3} />}>
      {({ items }) => (
        <>
          {mayOpen && items.every(({ closedAt }) => closedAt !== null) && <OpenNow />}
          <Reviews items={items} />
        </>
      )}
    </QueryView>
  )
}

function Reviews({ items }: { items: Review[] }) {
  const { t, format } = useText()
  if (items.length === 0) {
    return (
      <Empty icon={IconClipboardCheck} title={t('review.none')}>
        {t('review.noneHelp')}
      </Empty>
    )
  }
  return (
    <ul className={classes.list}>
      {items.map(({ id, quarter, deadline, closedAt }) => (
        <li key={id} className={classes.item}>
          <div className={classes.about}>
            <div className={classes.name}>
              <Link to="/reviews/$id" params={{ id }}>
                {t('review.title', quarterParts(quarter))}
              </Link>
              {closedAt === null ? (
                <Mark tone="accent" icon={IconHourglass}>
                  {t('review.running')}
                </Mark>
              ) : (
                <Mark icon={IconCircleCheck}>{t('review.closed', { day: format.dayOf(closedAt) })}</Mark>
              )}
            </div>
            <div className={classes.quiet}>{t('review.deadline', { at: format.instant(deadline) })}</div>
          </div>
        </li>
      ))}
    </ul>
  )
}

function OpenNow() {
  const { t } = useText()
  const queries = useQueryClient()
  const open = useMutation({
    mutationFn: openReview,
    onSettled: () => queries.invalidateQueries({ queryKey: reviewsKey }),
  })
  return (
    <div style={{ display: 'grid', gap: 12, justifyItems: 'start', marginBottom: 16 }}>
      {open.isError && <ProblemView problem={toProblem(open.error)} />}
      <Button
        variant="default"
        loading={open.isPending}
        onClick={() => {
          open.mutate()
        }}
      >
        {t('review.openNow')}
      </Button>
    </div>
  )
}
