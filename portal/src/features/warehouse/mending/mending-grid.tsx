import { VisuallyHidden } from '@mantine/core'
import { scrollRegion } from '../../../lib/scroll-region.ts'
import { useText } from '../../../lib/use-text.ts'
import type { GridField } from './cells.ts'
import { gridEvents } from './grid-events.ts'
import { GridRow } from './grid-row.tsx'
import { helpId } from './mending-help.tsx'
import { boundsOf } from './selection.ts'
import { discard, end, type Grid } from './use-grid.ts'
import classes from './mending-grid.module.css'

/** Faulty rows as a spreadsheet: each faulty cell marked, each change kept as it is typed. */
export function MendingGrid({ grid }: { grid: Grid }) {
  const { t } = useText()
  const { selection, typing, book, rows, fields } = grid
  const { top, bottom, left, right } = boundsOf(selection)
  return (
    <div className={classes.frame} ref={scrollRegion} role="region" aria-label={t('mend.table')}>
      <table
        {...gridEvents(grid)}
        className={classes.table}
        aria-label={t('mend.table')}
        aria-describedby={helpId}
        aria-multiselectable
        aria-colcount={fields.length + 2}
      >
        <Head fields={fields} />
        <tbody>
          {rows.map((row, at) => {
            const isChosen = at >= top && at <= bottom
            const isHead = at === selection.head.row
            return (
              <GridRow
                key={row.row}
                row={row}
                grid={grid.id}
                at={at}
                overlay={book.overlay(row.row)}
                fields={fields}
                left={isChosen ? left : -1}
                right={isChosen ? right : -1}
                head={isHead ? selection.head.column : -1}
                typing={isHead ? typing : null}
                onEnd={(text, how) => {
                  end(grid, text, how)
                }}
                onDiscard={() => {
                  discard(grid, [row])
                }}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Head({ fields }: { fields: readonly GridField[] }) {
  const { t, titled } = useText()
  return (
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
  )
}
