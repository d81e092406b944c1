import { Skeleton, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from './page.tsx'
import classes from './skeletons.module.css'

/** Stands in a heading that loads; who hears the page instead of seeing it is told `children` meanwhile. */
export function HeadingSkeleton({ children }: { children: ReactNode }) {
  return (
    <>
      <VisuallyHidden>{children}</VisuallyHidden>
      <Skeleton height={34} width={320} radius="sm" maw="100%" />
    </>
  )
}

export function Lines({ count = 3 }: { count?: number }) {
  return (
    <div className={classes.lines}>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={14} width={`${String(96 - ((index * 17) % 45))}%`} radius="sm" />
      ))}
    </div>
  )
}

export function TableSkeleton({ rows = 6, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <Card padded={false}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row} style={{ gridTemplateColumns: `repeat(${String(columns)}, 1fr)` }}>
          {Array.from({ length: columns }, (_unused, column) => (
            <Skeleton key={column} height={13} width={`${String(85 - ((row * 13 + column * 29) % 50))}%`} radius="sm" />
          ))}
        </div>
      ))}
    </Card>
  )
}

export function ListSkeleton({ items = 4 }: { items?: number }) {
  return (
    <div className={classes.list}>
      {Array.from({ length: items }, (_, index) => (
        <Card key={index}>
          <Skeleton height={18} width={`${String(30 + ((index * 13) % 25))}%`} radius="sm" mb={12} />
          <Lines count={2} />
        </Card>
      ))}
    </div>
  )
}
