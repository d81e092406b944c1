import { Select } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { datasetListQuery } from '../../features/catalogue/queries.ts'
import { readsQuery, type ReadScope } from '../../features/journal/queries.ts'
import { ReadsTable } from '../../features/journal/reads-table.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import { useDatasetNames } from '../use-dataset-names.ts'
import classes from './journal-reads.module.css'

/** Who read what, for oversight. */
export function JournalReadsPage() {
  const { t } = useText()
  const { dataset = '' } = useSearch({ from: '/journal/reads' })
  return (
    <Page
      title={t('nav.reads')}
      lead={t('reads.lead')}
      crumbs={[
        <Link key="journal" to="/journal">
          {t('nav.journal')}
        </Link>,
      ]}
    >
      <SignedIn needs="journal.read.read">
        {() => <Reads scope="everybody" to="/journal/reads" dataset={dataset} />}
      </SignedIn>
    </Page>
  )
}

/** What the reader's own unit read. */
export function OwnReadsPage() {
  const { t } = useText()
  const { dataset = '' } = useSearch({ from: '/reads' })
  return (
    <Page title={t('nav.ownReads')} lead={t('ownReads.lead')}>
      <SignedIn>{() => <Reads scope="own" to="/reads" dataset={dataset} />}</SignedIn>
    </Page>
  )
}

interface ReadsProps {
  scope: ReadScope
  to: '/journal/reads' | '/reads'
  dataset: string
}

function Reads({ scope, to, dataset }: ReadsProps) {
  const { t, format, named } = useText()
  const navigate = useNavigate()
  const datasets = useQuery(datasetListQuery({}, 100))
  const reads = useInfiniteQuery(readsQuery(scope, dataset))
  const names = useDatasetNames()
  return (
    <>
      <search style={{ maxWidth: 340, marginBottom: 16 }} aria-label={t('journal.filters')}>
        <Select
          aria-label={t('journal.dataset')}
          placeholder={t('journal.anyDataset')}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': t('action.clear') }}
          data={(datasets.data?.items ?? []).map((each) => ({ value: each.code, label: named(each) }))}
          value={dataset === '' ? null : dataset}
          onChange={(value) => void navigate({ to, search: value === null ? {} : { dataset: value }, replace: true })}
        />
      </search>
      <QueryView query={reads} skeleton={<TableSkeleton rows={8} columns={5} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0) return <NoReads scope={scope} />
          return (
            <>
              <ReadsTable reads={items} names={names} own={scope === 'own'} />
              <p className={classes.note}>{t('reads.queryDigestHelp')}</p>
              <More
                hasMore={reads.hasNextPage}
                loading={reads.isFetchingNextPage}
                onMore={() => void reads.fetchNextPage()}
              >
                {t('reads.shown', { count: items.length, number: format.number(items.length) })}
              </More>
            </>
          )
        }}
      </QueryView>
    </>
  )
}

function NoReads({ scope }: { scope: ReadScope }) {
  const { t } = useText()
  if (scope === 'everybody') return <Empty icon={IconEye} title={t('reads.none')} />
  return (
    <Empty icon={IconEye} title={t('ownReads.none')}>
      {t('ownReads.noneHelp')}
    </Empty>
  )
}
