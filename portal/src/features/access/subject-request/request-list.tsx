import { IconUserQuestion } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SubjectRequest } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { More } from '../../../components/more.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { subjectRequestsQuery } from './queries.ts'
import { ClockMark, RequestMark } from './request-marks.tsx'
import classes from '../../../components/item-list.module.css'

export function RequestList({ state }: { state: 'open' | 'all' }) {
  const { t } = useText()
  const requests = useInfiniteQuery(subjectRequestsQuery(state))
  return (
    <QueryView query={requests} skeleton={<ListSkeleton items={4} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0) {
          return (
            <Empty icon={IconUserQuestion} title={t(state === 'open' ? 'subjects.noneOpen' : 'subjects.none')}>
              {t('subjects.noneHelp')}
            </Empty>
          )
        }
        return (
          <>
            <ul className={classes.list} aria-label={t('nav.subjectRequests')}>
              {items.map((request) => (
                <Row key={request.id} request={request} />
              ))}
            </ul>
            <More
              hasMore={requests.hasNextPage}
              loading={requests.isFetchingNextPage}
              onMore={() => {
                void requests.fetchNextPage()
              }}
            />
          </>
        )
      }}
    </QueryView>
  )
}

function Row({ request }: { request: SubjectRequest }) {
  const { t, format, named } = useText()
  const { id, number, kind, state, clock, receivedAt, unit, subject, isDesk } = request
  return (
    <li className={classes.item}>
      <div className={classes.about}>
        <div className={classes.name}>
          <Link to="/subject-requests/$id" params={{ id }}>
            {number} · {t(`subjects.kind.${kind}`)}
          </Link>
          <RequestMark state={state} />
          <ClockMark clock={clock} />
        </div>
        <div className={classes.quiet}>
          {[
            subject?.name ?? t('subjects.erased'),
            t('subjects.receivedAt', { at: format.instant(receivedAt), unit: named(unit) }),
            ...(isDesk ? [] : [t('subjects.concernsYou')]),
          ].join(' · ')}
        </div>
      </div>
    </li>
  )
}
