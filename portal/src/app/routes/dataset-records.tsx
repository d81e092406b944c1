import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconTableOff } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Dataset, ReadableField, RecordsPage } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import type { CodeNames } from '../../components/value.tsx'
import { PurposeButton } from '../../features/access/purpose-button.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { useCodeNames } from '../../features/reference/use-code-names.ts'
import { AsOfSlider } from '../../features/warehouse/as-of.tsx'
import { countOf, withCondition } from '../../features/warehouse/conditions.ts'
import { recordsQuery, type RecordSearch } from '../../features/warehouse/queries.ts'
import { RecordFilters } from '../../features/warehouse/record-filters.tsx'
import { RecordsTable } from '../../features/warehouse/records-table.tsx'
import { RecordsToolbar } from '../../features/warehouse/records-toolbar.tsx'
import { useText } from '../../lib/use-text.ts'
import { ReadableFields } from '../readable-fields.tsx'
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
  const [view, change] = useView(dataset.code)
  return (
    <ReadableFields
      dataset={dataset}
      purpose={view.purpose}
      skeleton={skeleton}
      onPurpose={(purpose) => {
        change({ ...view, purpose })
      }}
    >
      {(fields) => <Records code={dataset.code} fields={fields} view={view} change={change} />}
    </ReadableFields>
  )
}

interface View extends RecordSearch {
  dense: boolean
}

type ChangeView = (next: View) => void

/** The whole view is in the address: another person with the right sees the same. */
function useView(code: string): [View, ChangeView] {
  const search = route.useSearch()
  const navigate = useNavigate()
  const current: View = {
    columns: search.columns === undefined ? [] : search.columns.split(','),
    conditions: { all: search.filter ?? [], any: search.any ?? [], none: search.none ?? [] },
    sort: search.sort ?? '',
    purpose: search.purpose ?? '',
    asOf: search.asOf ?? '',
    dense: search.density === 'compact',
  }
  function change(next: View): void {
    const { all, any, none } = next.conditions
    const given = {
      columns: next.columns.join(','),
      filter: all,
      any,
      none,
      sort: next.sort,
      purpose: next.purpose,
      asOf: next.asOf,
      density: next.dense ? 'compact' : '',
    }
    void navigate({
      to: '/datasets/$code/records',
      params: { code },
      search: Object.fromEntries(Object.entries(given).filter(([, value]) => value.length > 0)),
      replace: true,
      resetScroll: false,
    })
  }
  return [current, change]
}

interface RecordsProps {
  code: string
  fields: ReadableField[]
  view: View
  change: ChangeView
}

function Records({ code, fields, view, change }: RecordsProps) {
  const { columns, conditions } = view
  const codeNames = useCodeNames(fields.flatMap((field) => field.codeList ?? []))
  const shown = columns.length === 0 ? fields : fields.filter((field) => field.key || columns.includes(field.name))
  return (
    <div className={classes.records}>
      <AsOfSlider
        code={code}
        asOf={view.asOf}
        onChange={(asOf) => {
          change({ ...view, asOf })
        }}
      />
      <RecordsToolbar
        code={code}
        fields={fields}
        shown={shown.map((field) => field.name)}
        search={view}
        codeNames={codeNames}
        purpose={
          <PurposeButton
            purpose={view.purpose}
            onChange={(purpose) => {
              change({ ...view, purpose })
            }}
          />
        }
        dense={view.dense}
        onDense={(dense) => {
          change({ ...view, dense })
        }}
        onChange={(search) => {
          change({ ...view, ...search })
        }}
      />
      <RecordFilters
        fields={fields}
        codeNames={codeNames}
        conditions={conditions}
        onChange={(next) => {
          change({ ...view, conditions: next })
        }}
      />
      <RecordPages code={code} fields={shown} view={view} change={change} codeNames={codeNames} />
    </div>
  )
}

function RecordPages({ code, fields, view, change, codeNames }: RecordsProps & { codeNames: CodeNames }) {
  const { t } = useText()
  const { dense, ...search } = view
  const address = route.useSearch()
  const records = useInfiniteQuery(recordsQuery(code, search))
  return (
    <QueryView query={records} skeleton={skeleton}>
      {(data) => {
        const rows = data.pages.flatMap((page) => page.items)
        if (rows.length === 0) return <NoRecords filtered={countOf(view.conditions) > 0} />
        return (
          <div className={records.isPlaceholderData ? classes.stale : undefined}>
            <RecordsTable
              dataset={code}
              fields={fields}
              rows={rows}
              codeNames={codeNames}
              sort={view.sort}
              purpose={view.purpose}
              dense={dense}
              onSort={(sort) => {
                change({ ...view, sort })
              }}
              onFilter={(filter) => {
                change({ ...view, conditions: withCondition(view.conditions, 'all', filter) })
              }}
            />
            <More
              hasMore={records.hasNextPage}
              loading={records.isFetchingNextPage}
              onMore={() => void records.fetchNextPage()}
            >
              <Count page={data.pages[0]} shown={rows.length} complete={!records.hasNextPage} />{' '}
              <Link to="/datasets/$code/download" params={{ code }} search={address}>
                {t('records.asFile')}
              </Link>
            </More>
            <p className={classes.keys}>{t('records.keys')}</p>
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
