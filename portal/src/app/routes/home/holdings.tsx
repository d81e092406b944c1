import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Dataset, DatasetState } from '../../../api/types.ts'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { datasetListQuery } from '../../../features/catalogue/queries.ts'
import { FreshnessMark } from '../../../features/warehouse/freshness.tsx'
import { stateQuery } from '../../../features/warehouse/queries.ts'
import { useText } from '../../../lib/use-text.ts'
import classes from './holdings.module.css'

/** How many datasets the home page draws. */
export const shelfSize = 8

/** What the store holds, drawn by size: the data is the picture. */
export function Holdings() {
  const { t } = useText()
  const datasets = useQuery(datasetListQuery({}, shelfSize))
  return (
    <section className={classes.holdings}>
      <div className={classes.head}>
        <h2>{t('home.holdings')}</h2>
        <Link to="/datasets">{t('home.allDatasets')}</Link>
      </div>
      <QueryView query={datasets} skeleton={<TableSkeleton rows={4} columns={3} />}>
        {(data) =>
          data.items.length === 0 ? (
            <p className={classes.none}>{t('home.noDatasets')}</p>
          ) : (
            <Shelf datasets={data.items} />
          )
        }
      </QueryView>
    </section>
  )
}

function Shelf({ datasets }: { datasets: Dataset[] }) {
  const states = useQueries({ queries: datasets.map((dataset) => stateQuery(dataset.code)) })
  const rows = datasets.map((dataset, index) => ({ dataset, state: states[index]?.data }))
  const largest = Math.max(1, ...rows.map((row) => row.state?.records ?? 0))
  return (
    <ul className={classes.shelf}>
      {rows.map((row) => (
        <ShelfRow key={row.dataset.code} dataset={row.dataset} state={row.state} largest={largest} />
      ))}
    </ul>
  )
}

interface ShelfRowProps {
  dataset: Dataset
  state: DatasetState | undefined
  largest: number
}

function ShelfRow({ dataset, state, largest }: ShelfRowProps) {
  const { t, named, format } = useText()
  const records = state?.records ?? null
  return (
    <li className={classes.row}>
      <p className={classes.line}>
        <Link to="/datasets/$code" params={{ code: dataset.code }} className={classes.name}>
          {named(dataset)}
        </Link>
        <span className={classes.count}>
          {records === null
            ? t('home.noRecords')
            : t('dataset.records', { count: records, number: format.number(records) })}
        </span>
      </p>
      <div className={classes.track} aria-hidden>
        {records !== null && <div className={classes.bar} style={{ width: `${String((records / largest) * 100)}%` }} />}
      </div>
      <p className={classes.line}>
        <span className={classes.provider}>{named(dataset.provider)}</span>
        {state && <FreshnessMark state={state.freshness.state} quiet />}
      </p>
    </li>
  )
}
