import { IconEye } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../../components/empty.tsx'
import { Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { readsQuery } from '../../../features/journal/queries.ts'
import { ReadsTable } from '../../../features/journal/reads-table.tsx'
import { readableQuery } from '../../../features/warehouse/insight-queries.ts'
import { matching, ReadableTable } from '../../../features/warehouse/readable-table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { useDatasetNames } from '../../use-dataset-names.ts'

const shown = 6

/** A consuming unit's own things: what it may read, the last used first, and what it read lately. */
export function DeskConsumer() {
  const { t, format } = useText()
  const readable = useQuery(readableQuery)
  const count = readable.data?.items.length ?? 0
  return (
    <>
      <Section
        title={t('readable.title')}
        help={t('readable.help')}
        actions={
          <Link to="/readable">
            {count > shown ? t('readable.all', { count, number: format.number(count) }) : t('readable.searchAll')}
          </Link>
        }
      >
        <QueryView query={readable} skeleton={<TableSkeleton rows={4} columns={4} />}>
          {({ items }) => <ReadableTable items={matching(items, '').slice(0, shown)} />}
        </QueryView>
      </Section>
      <RecentReads />
    </>
  )
}

function RecentReads() {
  const { t } = useText()
  const reads = useInfiniteQuery(readsQuery('own', '', shown))
  const names = useDatasetNames()
  return (
    <Section title={t('ownReads.recent')} actions={<Link to="/reads">{t('ownReads.all')}</Link>}>
      <QueryView query={reads} skeleton={<TableSkeleton rows={4} columns={4} />}>
        {({ pages }) => {
          const items = pages[0]?.items ?? []
          return items.length === 0 ? (
            <Empty icon={IconEye} title={t('ownReads.none')}>
              {t('ownReads.noneHelp')}
            </Empty>
          ) : (
            <ReadsTable reads={items} names={names} own />
          )
        }}
      </QueryView>
    </Section>
  )
}
