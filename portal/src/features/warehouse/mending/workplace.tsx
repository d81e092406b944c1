import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { Fault, QuarantineCounts, WaitingRow } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { bookOf, useBook } from './books.ts'
import { CellBar } from './cell-bar.tsx'
import type { GridField } from './cells.ts'
import type { FaultChoice } from './fault-filter.tsx'
import { MendingGrid } from './mending-grid.tsx'
import { MendingHelp } from './mending-help.tsx'
import { MendingToolbar } from './mending-toolbar.tsx'
import { ReplaceDialog } from './replace-dialog.tsx'
import { RowForm } from './row-form.tsx'
import { SaveProblem } from './save-mark.tsx'
import { goToFault, redo, undo, useGrid } from './use-grid.ts'
import classes from './workplace.module.css'

export interface RowPage {
  rows: readonly WaitingRow[]
  counts: QuarantineCounts
  /** How many rows stand before this page. */
  before: number
  onPrevious: (() => void) | null
  onNext: (() => void) | null
}

interface WorkplaceProps {
  submission: string
  fields: readonly GridField[]
  faults: readonly Fault[]
  choice: FaultChoice | null
  onChoose: (choice: FaultChoice | null) => void
  page: RowPage
}

/** Where faulty rows are mended: a grid on a wide screen, a form for each row on a narrow one. */
export function Workplace({ submission, fields, faults, choice, onChoose, page }: WorkplaceProps) {
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const book = bookOf(submission)
  const state = useBook(book)
  const { rows } = page
  const grid = useGrid({ book, rows, fields })
  const [replacing, setReplacing] = useState(false)
  const [formRow, setFormRow] = useState(0)
  const at = Math.min(formRow, Math.max(0, rows.length - 1))
  const { head } = grid.selection
  return (
    <div className={classes.place}>
      <MendingToolbar
        faults={faults}
        choice={choice}
        state={state}
        onChoose={onChoose}
        onNextFault={
          narrow
            ? null
            : () => {
                goToFault(grid)
              }
        }
        onUndo={() => {
          undo(grid)
        }}
        onRedo={() => {
          redo(grid)
        }}
        onReplace={() => {
          setReplacing(true)
        }}
      />
      <SaveProblem book={book} state={state} />
      {narrow ? (
        <RowForm book={book} rows={rows} fields={fields} at={at} onGo={setFormRow} />
      ) : (
        <>
          <CellBar book={book} row={rows[head.row]} field={fields[head.column]} />
          <MendingGrid grid={grid} />
        </>
      )}
      <Pager page={page} />
      {!narrow && <MendingHelp />}
      {replacing && (
        <ReplaceDialog
          submission={submission}
          book={book}
          fields={fields}
          field={fields[head.column]}
          onClose={() => {
            setReplacing(false)
          }}
        />
      )}
    </div>
  )
}

function Pager({ page }: { page: RowPage }) {
  const { t, format } = useText()
  const { rows, before, counts, onPrevious, onNext } = page
  return (
    <div className={classes.pager}>
      <span role="status">
        {t('mend.shown', {
          from: format.number(before + 1),
          to: format.number(before + rows.length),
          all: format.number(counts.open),
        })}
      </span>
      {(onPrevious ?? onNext) && (
        <span className={classes.turn}>
          <Button
            variant="default"
            leftSection={<IconChevronLeft size={17} />}
            disabled={onPrevious === null}
            onClick={onPrevious ?? undefined}
          >
            {t('mend.previousPage')}
          </Button>
          <Button
            variant="default"
            rightSection={<IconChevronRight size={17} />}
            disabled={onNext === null}
            onClick={onNext ?? undefined}
          >
            {t('mend.nextPage')}
          </Button>
        </span>
      )}
    </div>
  )
}
