import type { ReactNode } from 'react'
import { scrollRegion } from '../lib/scroll-region.ts'
import classes from './table.module.css'

interface TableProps {
  /** Names the table for readers of the screen. */
  label: string
  head: ReactNode
  children: ReactNode
  dense?: boolean
  /** On a phone each row becomes a card; its cells then need `data-label`. */
  cards?: boolean
}

/** A table in its own frame: the frame scrolls, the page does not. */
export function Table({ label, head, children, dense = false, cards = false }: TableProps) {
  return (
    <div
      className={cards ? classes.cardsFrame : classes.frame}
      data-dense={dense || undefined}
      ref={scrollRegion}
      role="region"
      aria-label={label}
    >
      <table className={classes.table}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
