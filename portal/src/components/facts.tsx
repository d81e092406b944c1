import type { ReactNode } from 'react'
import classes from './facts.module.css'

export interface Fact {
  name: string
  value: ReactNode
}

/** Names and values in two columns, one column on a phone. */
export function Facts({ facts, compact = false }: { facts: (Fact | null)[]; compact?: boolean }) {
  return (
    <dl className={compact ? classes.compact : classes.facts}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact.name} className={classes.fact}>
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
