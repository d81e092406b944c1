import { VisuallyHidden } from '@mantine/core'
import type { WaitingRow } from '../../../api/types.ts'
import { scrollRegion } from '../../../lib/scroll-region.ts'
import { useText } from '../../../lib/use-text.ts'
import type { GridField } from './cells.ts'
import type { DraftBook } from './draft-book.ts'
import { GridRow } from './grid-row.tsx'
import { boundsOf } from './selection.ts'
import type { Grid } from './use-grid.ts'
import classes from './mending-grid.module.css'

interface MendingGridProps {
  grid: Grid
  book: DraftBook
  rows: readonly WaitingRow[]
  fields: readonly GridField[]
}

/** Faulty rows as a spreadsheet: each faulty cell marked, each change kept as it is typed. */
export function MendingGrid({ grid, book, rows, fields }: MendingGridProps) {
  const { t, titled } = useText()
  const { selection, typing, end, discard } = grid
  const { top, bottom, left, right } = boundsOf(selection)
  return (
    <div className={classes.frame} ref={scrollRegion} role="region" aria-label={t('mend.table')}>
      <table
        {...grid.gridProps}
        ref={grid.table}
        className={classes.table}
        aria-label={t('mend.table')}
        aria-describedby="mend-keys"
        aria-multiselectable
        aria-colcount={fields.length + 2}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              {t('submission.faultRow')}
            </th>
            {fields.map((field) => (
              <th key={field.name} scope="col">
                {titled(field)}
                {field.required && (
                  <span className={classes.star} aria-hidden>
                    *
                  </span>
                )}
                {field.required && <VisuallyHidden>{t('structure.required')}</VisuallyHidden>}
              </th>
            ))}
            <th scope="col">{t('mend.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const isChosen = at >= top && at <= bottom
            const isHead = at === selection.head.row
            return (
              <GridRow
                key={row.row}
                row={row}
                at={at}
                overlay={book.overlay(row.row)}
                fields={fields}
                left={isChosen ? left : -1}
                right={isChosen ? right : -1}
                head={isHead ? selection.head.column : -1}
                typing={isHead ? typing : null}
                onEnd={isHead ? end : undefined}
                onDiscard={discard}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
