import { IconLicense } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../../components/empty.tsx'
import { More } from '../../../components/more.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import type { Grant } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { GrantMark } from './grant-mark.tsx'
import { grantsQuery } from './grant-queries.ts'
import classes from '../../../components/item-list.module.css'

export function GrantList() {
  const { t } = useText()
  const grants = useInfiniteQuery(grantsQuery)
  return (
    <QueryView query={grants} skeleton={<ListSkeleton items={4} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0) {
          return (
            <Empty icon={IconLicense} title={t('grants.none')}>
              {t('grants.noneHelp')}
            </Empty>
          )
        }
        return (
          <>
            <ul className={classes.list} aria-label={t('nav.grants')}>
              {items.map((grant) => (
                <Row key={grant.id} grant={grant} />
              ))}
            </ul>
            <More
              hasMore={grants.hasNextPage}
              loading={grants.isFetchingNextPage}
              onMore={() => void grants.fetchNextPage()}
            />
          </>
        )
      }}
    </QueryView>
  )
}

function Row({ grant: { id, number, dataset, holders, unit, purpose, state, endsAt } }: { grant: Grant }) {
  const { t, format, named } = useText()
  const users = holders.length === 0 ? [unit] : holders
  return (
    <li className={classes.item}>
      <div className={classes.about}>
        <div className={classes.name}>
          <Link to="/grants/$id" params={{ id }}>
            {number} · {named(dataset)}
          </Link>
          <GrantMark state={state} />
        </div>
        <div className={classes.quiet}>
          {[
            users.map((user) => named(user)).join(', '),
            named(purpose),
            t('grants.until', { end: format.instant(endsAt) }),
          ].join(' · ')}
        </div>
      </div>
    </li>
  )
}
