import { Link } from '@tanstack/react-router'
import type { CatalogueRow } from '../../api/types.ts'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { Consumers } from './consumers.tsx'
import classes from './version-table.module.css'

/** The annex of a promulgated catalogue: a row a dataset, its five facts side by side. */
export function VersionTable({ rows }: { rows: CatalogueRow[] }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('catalogue.table')}
      head={
        <>
          <th scope="col" data-number>
            {t('catalogue.ordinal')}
          </th>
          <th scope="col">{t('facts.data')}</th>
          <th scope="col">{t('facts.provider')}</th>
          <th scope="col">{t('facts.method')}</th>
          <th scope="col">{t('facts.frequency')}</th>
          <th scope="col">{t('facts.consumers')}</th>
        </>
      }
    >
      {rows.map((row, index) => (
        <VersionRow key={row.dataset.code} row={row} ordinal={index + 1} />
      ))}
    </Table>
  )
}

function VersionRow({ row, ordinal }: { row: CatalogueRow; ordinal: number }) {
  const { t, named, format } = useText()
  return (
    <tr>
      <td data-number data-empty>
        {format.number(ordinal)}
      </td>
      <th scope="row" data-lead>
        <Link to="/datasets/$code" params={{ code: row.dataset.code }} className={classes.name}>
          {named(row.dataset)}
        </Link>
        <span className={classes.kind}>
          {t(`kind.${row.dataset.kind}`)} · {t(`classification.${row.dataset.classification}`)}
        </span>
      </th>
      <td data-label={t('facts.provider')}>{named(row.provider)}</td>
      <td data-label={t('facts.method')}>{t(`method.${row.updateMethod}`)}</td>
      <td data-label={t('facts.frequency')}>{t(`frequency.${row.updateFrequency}`)}</td>
      <td data-label={t('facts.consumers')}>
        <Consumers consumers={row.consumers} />
      </td>
    </tr>
  )
}
