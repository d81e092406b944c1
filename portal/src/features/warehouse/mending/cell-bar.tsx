import { IconAlertTriangle, IconArrowNarrowRight, IconCircleCheck, IconPencil } from '@tabler/icons-react'
import type { WaitingRow } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { lookOf, type GridField } from './cells.ts'
import { sentCell, type DraftBook } from './draft-book.ts'
import classes from './cell-bar.module.css'

interface CellBarProps {
  book: DraftBook
  row: WaitingRow | undefined
  field: GridField | undefined
}

/** What is known of the chosen cell: whose it is, what was sent, what is wrong. */
export function CellBar({ book, row, field }: CellBarProps) {
  const { t, titled, format } = useText()
  if (row === undefined || field === undefined) return <div className={classes.bar} />
  const look = lookOf(row, book.overlay(row.row), field)
  const sent = sentCell(row, field.name)
  return (
    <div className={classes.bar}>
      <strong className={classes.place}>
        {t('mend.place', { row: format.number(row.row), field: titled(field) })}
      </strong>
      {look.mended && (
        <span className={classes.change}>
          <IconPencil size={15} aria-hidden /> <del>{sent === '' ? t('value.blank') : sent}</del>
          <IconArrowNarrowRight size={15} aria-hidden /> <ins>{look.text === '' ? t('value.blank') : look.text}</ins>
        </span>
      )}
      {look.faults.map((fault) => (
        <span key={fault.rule} className={classes.fault} data-mended={look.mended || undefined}>
          <IconAlertTriangle size={15} aria-hidden /> {fault.message}
        </span>
      ))}
      {look.faults.length === 0 && !look.mended && (
        <span className={classes.fine}>
          <IconCircleCheck size={15} aria-hidden /> {t('mend.cellFine')}
        </span>
      )}
    </div>
  )
}
