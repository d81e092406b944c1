import { Button, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconChevronLeft, IconChevronRight, IconTrash } from '@tabler/icons-react'
import type { WaitingRow } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { discardOf, lookOf, rowFaults, type GridField } from './cells.ts'
import { cellOf, isDiscarded, sentCell, type DraftBook } from './draft-book.ts'
import classes from './mending.module.css'

interface RowFormProps {
  book: DraftBook
  rows: readonly WaitingRow[]
  fields: readonly GridField[]
  at: number
  onGo: (at: number) => void
}

/** One row as a form, for a narrow screen: the faulty fields first. */
export function RowForm({ book, rows, fields, at, onGo }: RowFormProps) {
  const { t, format } = useText()
  const row = rows[at]
  if (row === undefined) return null
  const overlay = book.overlay(row.row)
  const discarded = isDiscarded(row, overlay)
  const isFaulty = (field: GridField) => lookOf(row, overlay, field).faults.length > 0
  const ordered = [...fields.filter(isFaulty), ...fields.filter((field) => !isFaulty(field))]
  return (
    <section className={classes.card} aria-label={t('submission.rowNumber', { number: format.number(row.row) })}>
      <div className={classes.cardHead}>
        <Button
          variant="default"
          size="compact-md"
          disabled={at === 0}
          aria-label={t('mend.previousRow')}
          onClick={() => {
            onGo(at - 1)
          }}
        >
          <IconChevronLeft size={18} />
        </Button>
        <h2>{t('mend.rowOf', { row: format.number(row.row), at: at + 1, all: rows.length })}</h2>
        <Button
          variant="default"
          size="compact-md"
          disabled={at >= rows.length - 1}
          aria-label={t('mend.nextRow')}
          onClick={() => {
            onGo(at + 1)
          }}
        >
          <IconChevronRight size={18} />
        </Button>
      </div>
      {rowFaults(row).map((fault) => (
        <p key={fault.rule} className={classes.rowFault}>
          <IconAlertTriangle size={16} aria-hidden /> {fault.message}
        </p>
      ))}
      {row.raw !== null && <pre className={classes.raw}>{row.raw}</pre>}
      {ordered.map((field) => (
        <FormCell key={`${String(row.row)} ${field.name}`} book={book} row={row} field={field} disabled={discarded} />
      ))}
      <Button
        variant="subtle"
        color="gray"
        leftSection={discarded ? <IconArrowBackUp size={16} /> : <IconTrash size={16} />}
        onClick={() => {
          book.apply(discardOf(book, [row], !discarded))
        }}
      >
        {t(discarded ? 'mend.keepRow' : 'mend.discardRow', { row: format.number(row.row) })}
      </Button>
    </section>
  )
}

interface FormCellProps {
  book: DraftBook
  row: WaitingRow
  field: GridField
  disabled: boolean
}

function FormCell({ book, row, field, disabled }: FormCellProps) {
  const { t, titled } = useText()
  const overlay = book.overlay(row.row)
  const look = lookOf(row, overlay, field)
  const sent = sentCell(row, field.name)
  const error = look.faults.map(({ message }) => message).join(' ')
  return (
    <TextInput
      size="md"
      label={titled(field)}
      disabled={disabled}
      error={error !== '' && !look.mended ? error : undefined}
      description={look.mended ? t('mend.was', { text: sent === '' ? t('value.blank') : sent }) : undefined}
      value={look.text}
      onChange={(event) => {
        const after = event.currentTarget.value
        book.apply([{ row: row.row, field: field.name, before: cellOf(row, overlay, field.name), after }])
      }}
    />
  )
}
