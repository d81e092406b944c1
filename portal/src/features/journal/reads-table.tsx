import { Link } from '@tanstack/react-router'
import type { ReadEntry } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import type { DatasetNames } from './event-sentence.tsx'
import { ReceiptLinks } from './receipt-links.tsx'
import { viaOf } from './via.ts'
import classes from './reads-table.module.css'

interface ReadsTableProps {
  reads: ReadEntry[]
  names: DatasetNames
  /** All of the reader's own unit, which then need not be named, and may have its receipts. */
  own?: boolean
}

/** Who read what, when, for which purpose. */
export function ReadsTable({ reads, names, own = false }: ReadsTableProps) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('reads.table')}
      head={
        <>
          <th scope="col">{t('reads.at')}</th>
          <th scope="col">{t('reads.who')}</th>
          <th scope="col">{t('reads.dataset')}</th>
          <th scope="col">{t('reads.purpose')}</th>
          <th scope="col" data-number>
            {t('reads.rows')}
          </th>
          <th scope="col">{t('reads.digest')}</th>
          {own && <th scope="col">{t('receipt.title')}</th>}
        </>
      }
    >
      {reads.map((read) => (
        <ReadRow key={read.id} read={read} name={names.get(read.dataset) ?? read.dataset} own={own} />
      ))}
    </Table>
  )
}

function ReadRow({ read, name, own }: { read: ReadEntry; name: string; own: boolean }) {
  const { t, format, word } = useText()
  return (
    <tr>
      <td data-label={t('reads.at')} className={classes.at}>
        <time dateTime={read.at}>{format.instant(read.at)}</time>
      </td>
      <td data-label={t('reads.who')}>
        <span>
          {read.actor.accountName}
          <span className={classes.unit}>
            {!own && `${read.actor.unitName} · `}
            {viaOf(read.actor, word)}
          </span>
        </span>
      </td>
      <td data-label={t('reads.dataset')}>
        <span>
          <Link to="/datasets/$code" params={{ code: read.dataset }}>
            {name}
          </Link>
          <span className={classes.unit}>
            {word('readAction', read.action)}
            {read.fields.length > 0 && ` · ${t('reads.fields', { count: read.fields.length })}`}
          </span>
        </span>
      </td>
      <td data-label={t('reads.purpose')}>{read.purpose ?? t('value.none')}</td>
      <td data-number data-label={t('reads.rows')}>
        {format.number(read.rows)}
      </td>
      <td data-label={t('reads.digest')} data-nowrap>
        <span>
          <Digest value={read.digest} />
          {read.queryDigest !== null && (
            <span className={classes.unit}>
              {t('reads.queryDigest')} <Digest value={read.queryDigest} />
            </span>
          )}
        </span>
      </td>
      {own && (
        <td data-label={t('receipt.title')}>
          <ReceiptLinks kind="read" id={read.id} />
        </td>
      )}
    </tr>
  )
}
