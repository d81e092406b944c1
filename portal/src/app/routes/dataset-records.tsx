import { useState } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconTableOff } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Dataset, Field, RecordsPage } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { ReadGate } from '../../features/access/read-gate.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { useCodeNames } from '../../features/reference/use-code-names.ts'
import { AsOfNotice } from '../../features/warehouse/as-of.tsx'
import { recordsQuery, type RecordSearch } from '../../features/warehouse/queries.ts'
import { RecordFilters } from '../../features/warehouse/record-filters.tsx'
import { RecordsTable } from '../../features/warehouse/records-table.tsx'
import { RecordsToolbar } from '../../features/warehouse/records-toolbar.tsx'
import { useText } from '../../lib/use-text.ts'
import { fieldTitles } from '../field-titles.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from './dataset-records.module.css'

const route = getRouteApi('/datasets/$code/records')
const skeleton = <TableSkeleton rows={12} columns={5} />

export function DatasetRecordsTab() {
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  if (dataset.data === undefined) return null
  const { data } = dataset
  return <SignedIn>{() => <GatedRecords dataset={data} />}</SignedIn>
}

function GatedRecords({ dataset }: { dataset: Dataset }) {
  const { t, language } = useText()
  const [search, change] = useRecordSearch(dataset.code)
  const fields = dataset.structure?.fields
  if (fields === undefined) {
    return (
      <Empty icon={IconTableOff} title={t('structure.none')}>
        {t('structure.noneHelp')}
      </Empty>
    )
  }
  return (
    <ReadGate
      dataset={dataset.code}
      purpose={search.purpose}
      titles={fieldTitles(dataset, language)}
      skeleton={skeleton}
      onPurpose={(purpose) => {
        change({ ...search, purpose })
      }}
    >
      {(decision) => (
        <Records
          code={dataset.code}
          fields={fields.filter((field) => decision.fields.includes(field.name))}
          search={search}
          change={change}
        />
      )}
    </ReadGate>
  )
}

type ChangeSearch = (next: RecordSearch) => void

/** The whole view is in the address: another person with the right sees the same. */
function useRecordSearch(code: string): [RecordSearch, ChangeSearch] {
  const search = route.useSearch()
  const navigate = useNavigate()
  const current: RecordSearch = {
    columns: search.columns === undefined ? [] : search.columns.split(','),
    filters: search.filter ?? [],
    sort: search.sort ?? '',
    purpose: search.purpose ?? '',
    asOf: search.asOf ?? '',
  }
  function change(next: RecordSearch): void {
    void navigate({
      to: '/datasets/$code/records',
      params: { code },
      search: {
        ...(next.columns.length === 0 ? {} : { columns: next.columns.join(',') }),
        ...(next.filters.length === 0 ? {} : { filter: next.filters }),
        ...(next.sort === '' ? {} : { sort: next.sort }),
        ...(next.purpose === '' ? {} : { purpose: next.purpose }),
        ...(next.asOf === '' ? {} : { asOf: next.asOf }),
      },
      replace: true,
      resetScroll: false,
    })
  }
  return [current, change]
}

interface RecordsProps {
  code: string
  fields: Field[]
  search: RecordSearch
  change: ChangeSearch
}

function Records({ code, fields, search, change }: RecordsProps) {
  const [dense, setDense] = useState(false)
  const { columns, filters } = search
  const shown = columns.length === 0 ? fields : fields.filter((field) => field.key || columns.includes(field.name))
  const withFilter = (filter: string) => {
    change({ ...search, filters: [...filters.filter((each) => each !== filter), filter] })
  }
  const withAsOf = (asOf: string) => {
    change({ ...search, asOf })
  }
  return (
    <div className={classes.records}>
      <AsOfNotice code={code} asOf={search.asOf} onChange={withAsOf} />
      <RecordsToolbar
        code={code}
        fields={fields}
        shown={shown.map((field) => field.name)}
        search={search}
        dense={dense}
        onDense={setDense}
        onFilter={withFilter}
        onChange={change}
      />
      <RecordFilters
        fields={fields}
        filters={filters}
        onChange={(next) => {
          change({ ...search, filters: next })
        }}
      />
      <RecordPages code={code} fields={shown} search={search} dense={dense} change={change} onFilter={withFilter} />
    </div>
  )
}

interface RecordPagesProps extends RecordsProps {
  dense: boolean
  onFilter: (filter: string) => void
}

function RecordPages({ code, fields, search, dense, change, onFilter }: RecordPagesProps) {
  const records = useInfiniteQuery(recordsQuery(code, search))
  const codeNames = useCodeNames(fields.flatMap((field) => field.codeList ?? []))
  return (
    <QueryView query={records} skeleton={skeleton}>
      {(data) => {
        const rows = data.pages.flatMap((page) => page.items)
        if (rows.length === 0) return <NoRecords filtered={search.filters.length > 0} />
        return (
          <div className={records.isPlaceholderData ? classes.stale : undefined}>
            <RecordsTable
              dataset={code}
              fields={fields}
              rows={rows}
              codeNames={codeNames}
              sort={search.sort}
              purpose={search.purpose}
              dense={dense}
              onSort={(sort) => {
                change({ ...search, sort })
              }}
              onFilter={onFilter}
            />
            <More
              hasMore={records.hasNextPage}
              loading={records.isFetchingNextPage}
              onMore={() => void records.fetchNextPage()}
            >
              <Count page={data.pages[0]} shown={rows.length} complete={!records.hasNextPage} />
            </More>
          </div>
        )
      }}
    </QueryView>
  )
}

/** The count as the server knows it: exact, at least, or only what is on the screen. */
function Count({ page, shown, complete }: { page: RecordsPage | undefined; shown: number; complete: boolean }) {
  const { t, format } = useText()
  const rows = format.number(shown)
  const count = page?.count ?? null
  if (complete) return <>{t('records.countAll', { count: shown, number: rows })}</>
  if (count === null) return <>{t('records.countShown', { count: shown, number: rows })}</>
  const total = format.number(count.value)
  return <>{t(count.kind === 'exact' ? 'records.countExact' : 'records.countAtLeast', { rows, total })}</>
}

function NoRecords({ filtered }: { filtered: boolean }) {
  const { t } = useText()
  return (
    <Empty icon={IconTableOff} title={filtered ? t('records.noneFiltered') : t('records.none')}>
      {filtered ? t('records.noneFilteredHelp') : t('records.noneHelp')}
    </Empty>
  )
}
