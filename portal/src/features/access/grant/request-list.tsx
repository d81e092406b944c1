import { IconFileText } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { GrantRequest } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { More } from '../../../components/more.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { grantRequestsQuery } from './queries.ts'
import { RequestMarks } from './request-marks.tsx'
import classes from '../../../components/item-list.module.css'

/** Requests; of open ones those that wait for the reader stand first. */
export function GrantRequestList({ which }: { which: 'open' | 'all' }) {
  const { t } = useText()
  const requests = useInfiniteQuery(grantRequestsQuery(which))
  return (
    <QueryView query={requests} skeleton={<ListSkeleton items={4} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0) {
          return (
            <Empty icon={IconFileText} title={t(which === 'open' ? 'grantRequests.noneOpen' : 'grantRequests.none')}>
              {t('grantRequests.noneHelp')}
            </Empty>
          )
        }
        const shown = which === 'open' ? items.toSorted((a, b) => Number(isDue(b)) - Number(isDue(a))) : items
        return (
          <>
            <ul className={classes.list} aria-label={t('nav.grantRequests')}>
              {shown.map((request) => (
                <Row key={request.id} request={request} />
              ))}
            </ul>
            <More
              hasMore={requests.hasNextPage}
              loading={requests.isFetchingNextPage}
              onMore={() => void requests.fetchNextPage()}
            />
          </>
        )
      }}
    </QueryView>
  )
}

/** Whether the step that is due is the reader's. */
function isDue({ acts }: GrantRequest): boolean {
  return acts.some((act) => act !== 'withdraw')
}

function Row({ request }: { request: GrantRequest }) {
  const { t, format, named } = useText()
  const { id, number, kind, unit, dataset, purpose, askedAt } = request
  return (
    <li className={classes.item}>
      <div className={classes.about}>
        <div className={classes.name}>
          <Link to="/grant-requests/$id" params={{ id }}>
            {number} · {named(dataset)}
          </Link>
          <RequestMarks request={request} />
        </div>
        <div className={classes.quiet}>
          {[
            named(unit),
            named(purpose),
            ...(kind === 'new' ? [] : [t(`grantRequests.kind.${kind}`)]),
            t('grantRequests.askedOn', { day: format.dayOf(askedAt) }),
          ].join(' · ')}
        </div>
      </div>
    </li>
  )
}
