import { useQuery } from '@tanstack/react-query'
import { IconListSearch } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { SearchInput } from '../../components/search-input.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { readableQuery } from '../../features/warehouse/insight-queries.ts'
import { matching, ReadableTable } from '../../features/warehouse/readable-table.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from './readable.module.css'

const route = getRouteApi('/readable')

/** What the reader's unit may read. */
export function ReadablePage() {
  const { t } = useText()
  return (
    <Page title={t('nav.readable')} lead={t('readable.lead')}>
      <SignedIn needs="warehouse.desk.read">{() => <ReadableList />}</SignedIn>
    </Page>
  )
}

function ReadableList() {
  const { t, format } = useText()
  const { q = '' } = route.useSearch()
  const navigate = useNavigate()
  const readable = useQuery(readableQuery)
  return (
    <>
      <search className={classes.search} aria-label={t('datasets.filters')}>
        <SearchInput
          label={t('readable.search')}
          placeholder={t('readable.placeholder')}
          value={q}
          onSearch={(words) => {
            void navigate({
              to: '/readable',
              search: words.trim() === '' ? {} : { q: words.trim() },
              replace: true,
              resetScroll: false,
            })
          }}
        />
      </search>
      <QueryView query={readable} skeleton={<TableSkeleton rows={5} columns={4} />}>
        {({ items }) => {
          const found = matching(items, q)
          if (found.length === 0 && items.length > 0) return <NoMatch />
          return (
            <>
              <ReadableTable items={found} />
              <p className={classes.count}>
                {t('readable.count', { count: found.length, number: format.number(found.length) })}{' '}
                <Link to="/datasets">{t('readable.others')}</Link>
              </p>
            </>
          )
        }}
      </QueryView>
    </>
  )
}

function NoMatch() {
  const { t } = useText()
  return (
    <Empty
      icon={IconListSearch}
      title={t('readable.noMatch')}
      actions={<Link to="/datasets">{t('readable.others')}</Link>}
    >
      {t('readable.noMatchHelp')}
    </Empty>
  )
}
