import { Link } from '@tanstack/react-router'
import type { JournalEntry } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { EventIcon, eventTone } from './event-icon.ts'
import { EventSentence, type DatasetNames } from './event-sentence.tsx'
import { viaOf } from './via.ts'
import classes from './journal-timeline.module.css'

interface Day {
  day: string
  entries: JournalEntry[]
}

/** Entries by day, newest first, each a sentence that leads to its own page. */
export function JournalTimeline({ entries, names }: { entries: JournalEntry[]; names: DatasetNames }) {
  const { format } = useText()
  const days = byDay(entries, (at) => format.weekday(at))
  return (
    <div>
      {days.map((day) => (
        <section key={day.day} className={classes.day}>
          <h2 className={classes.date}>{day.day}</h2>
          <ol className={classes.list}>
            {day.entries.map((entry) => (
              <li key={entry.id} className={classes.item} data-tone={eventTone(entry.event)}>
                <EntryLine entry={entry} names={names} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function EntryLine({ entry, names }: { entry: JournalEntry; names: DatasetNames }) {
  const { t, word, format } = useText()
  return (
    <>
      <span className={classes.icon} aria-hidden>
        <EventIcon event={entry.event} />
      </span>
      <div className={classes.body}>
        <Link to="/journal/$id" params={{ id: entry.id }} className={classes.sentence}>
          <EventSentence entry={entry} names={names} />
        </Link>
        <p className={classes.meta}>
          <time dateTime={entry.at}>{format.time(entry.at)}</time>
          {entry.actor.via !== 'system' && <span>{entry.actor.unitName}</span>}
          <span>{viaOf(entry.actor, word)}</span>
          {entry.index !== null && <span>{t('journal.leafNumber', { number: format.number(entry.index) })}</span>}
        </p>
      </div>
    </>
  )
}

function byDay(entries: JournalEntry[], dayOf: (at: string) => string): Day[] {
  const days: Day[] = []
  for (const entry of entries) {
    const day = dayOf(entry.at)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
