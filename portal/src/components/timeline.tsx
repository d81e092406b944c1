import type { ReactNode } from 'react'
import type { Icon } from '@tabler/icons-react'
import { timeOf } from '../lib/day.ts'
import { useText } from '../lib/use-text.ts'
import classes from './timeline.module.css'

export interface TimelineItem {
  key: string
  at: string
  icon: Icon
  title: ReactNode
  /** What became of it. */
  mark?: ReactNode
  body?: ReactNode
  /** What can be looked at from here. */
  links?: ReactNode
}

/** What happened, newest first, month by month. */
export function Timeline({ items, label }: { items: TimelineItem[]; label: string }) {
  const { format } = useText()
  const months = new Map<string, TimelineItem[]>()
  for (const item of items.toSorted((a, b) => timeOf(b.at) - timeOf(a.at))) {
    const month = format.month(item.at)
    months.set(month, [...(months.get(month) ?? []), item])
  }
  return (
    <div role="group" aria-label={label}>
      {[...months].map(([month, events]) => (
        <section key={month} className={classes.month}>
          <h3>{month}</h3>
          <ol className={classes.events}>
            {events.map((item) => (
              <Event key={item.key} item={item} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Event({ item }: { item: TimelineItem }) {
  const { format } = useText()
  const Glyph = item.icon
  return (
    <li className={classes.event}>
      <span className={classes.icon} aria-hidden>
        <Glyph size={17} stroke={1.8} />
      </span>
      <div>
        <p className={classes.head}>
          <span className={classes.title}>{item.title}</span>
          <time dateTime={item.at} className={classes.at}>
            {item.at.length === 10 ? format.day(item.at) : format.instant(item.at)}
          </time>
          {item.mark}
        </p>
        {item.body !== undefined && <div className={classes.body}>{item.body}</div>}
        {item.links !== undefined && <p className={classes.links}>{item.links}</p>}
      </div>
    </li>
  )
}
