import type { ReactNode } from 'react'
import { IconDatabase } from '@tabler/icons-react'
import type { DatasetState } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { DueText, FreshnessMark, freshnessOrder } from '../freshness.tsx'
import classes from './desk.module.css'

export interface DueRow {
  code: string
  /** The name, as a link to where one looks at it, and what is said under it. */
  lead: ReactNode
  note: ReactNode
  /** Undefined while it is not known yet. */
  state: Pick<DatasetState, 'freshness' | 'records'> | undefined
}

interface DueTableProps<Row extends DueRow> {
  label: string
  rows: readonly Row[]
  /** What stands between when it is due and how much it holds. */
  columns: readonly { title: string; cell: (row: Row) => ReactNode }[]
}

/** Datasets with what is due of them, late ones first. */
export function DueTable<Row extends DueRow>({ label, rows, columns }: DueTableProps<Row>) {
  const { t, format } = useText()
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
      label={label}
      head={
        <>
          <th scope="col">{t('facts.data')}</th>
          <th scope="col">{t('desk.due')}</th>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
          <th scope="col" data-number>
            {t('desk.records')}
          </th>
        </>
      }
    >
      {rows
        .toSorted((a, b) => rank(a) - rank(b))
        .map((row) => (
          <tr key={row.code}>
            <th scope="row" data-lead>
              <span className={classes.name}>{row.lead}</span>
              {row.note !== null && <span className={classes.note}>{row.note}</span>}
            </th>
            <td data-label={t('desk.due')}>{row.state && <Due state={row.state} />}</td>
            {columns.map(({ title, cell }) => (
              <td key={title} data-label={title}>
                {cell(row)}
              </td>
            ))}
            <td data-number data-label={t('desk.records')}>
              {typeof row.state?.records === 'number' ? format.number(row.state.records) : t('value.none')}
            </td>
          </tr>
        ))}
    </Table>
  )
}

function Due({ state }: { state: Pick<DatasetState, 'freshness'> }) {
  return (
    <span>
      <FreshnessMark state={state.freshness.state} quiet />
      <span className={classes.note}>
        <DueText state={state} />
      </span>
    </span>
  )
}

function rank({ state }: DueRow): number {
  return state === undefined ? freshnessOrder.length : freshnessOrder.indexOf(state.freshness.state)
}
