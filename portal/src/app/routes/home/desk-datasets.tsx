import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Dataset, DatasetState } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Ago } from '../../../components/moment.tsx'
import { Table } from '../../../components/table.tsx'
import { DueText, FreshnessMark, freshnessOrder } from '../../../features/warehouse/freshness.tsx'
import { stateQuery } from '../../../features/warehouse/queries.ts'
import { useText } from '../../../lib/use-text.ts'
import { IconDatabase } from '@tabler/icons-react'
import classes from './desk-datasets.module.css'

interface Row {
  dataset: Dataset
  state: DatasetState | undefined
}

/** Datasets with their freshness, late ones first. */
export function DeskDatasets({ datasets }: { datasets: Dataset[] }) {
  const { t } = useText()
  const states = useQueries({ queries: datasets.map((dataset) => stateQuery(dataset.code)) })
  const rows: Row[] = datasets.map((dataset, index) => ({ dataset, state: states[index]?.data }))
  if (rows.length === 0) {
    return (
      <Empty icon={IconDatabase} title={t('desk.noDatasets')}>
        {t('desk.noDatasetsHelp')}
      </Empty>
    )
  }
  return (
    <Table
      cards
      label={t('desk.watch')}
      head={
        <>
          <th scope="col">{t('facts.data')}</th>
          <th scope="col">{t('desk.freshness')}</th>
          <th scope="col">{t('facts.frequency')}</th>
          <th scope="col">{t('desk.lastUpdate')}</th>
          <th scope="col" data-number>
            {t('desk.records')}
          </th>
        </>
      }
    >
      {rows
        .toSorted((a, b) => rank(a) - rank(b))
        .map((row) => (
          <DeskRow key={row.dataset.code} row={row} />
        ))}
    </Table>
  )
}

function DeskRow({ row }: { row: Row }) {
  const { t, named, format } = useText()
  const { dataset, state } = row
  return (
    <tr>
      <th scope="row" data-lead>
        <Link to="/datasets/$code" params={{ code: dataset.code }} className={classes.name}>
          {named(dataset)}
        </Link>
        <span className={classes.provider}>{named(dataset.provider)}</span>
      </th>
      <td data-label={t('desk.freshness')}>
        {state && (
          <span>
            <FreshnessMark state={state.freshness.state} quiet />
            <span className={classes.due}>
              <DueText state={state} />
            </span>
          </span>
        )}
      </td>
      <td data-label={t('facts.frequency')}>{t(`frequency.${dataset.updateFrequency}`)}</td>
      <td data-label={t('desk.lastUpdate')}>{state?.lastApply ? <Ago at={state.lastApply.at} /> : t('value.none')}</td>
      <td data-number data-label={t('desk.records')}>
        {typeof state?.records === 'number' ? format.number(state.records) : t('value.none')}
      </td>
    </tr>
  )
}

function rank(row: Row): number {
  return row.state === undefined ? freshnessOrder.length : freshnessOrder.indexOf(row.state.freshness.state)
}
