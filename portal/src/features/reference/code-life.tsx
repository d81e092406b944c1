import { useQuery } from '@tanstack/react-query'
import type { CodePeriod } from '../../api/types.ts'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { dayBefore, todayHere } from '../../lib/day.ts'
import { useNow } from '../../lib/use-now.ts'
import { useText } from '../../lib/use-text.ts'
import { ParentLink } from './code-entries.tsx'
import { entryLifeQuery } from './queries.ts'
import { Term } from './version-strip.tsx'
import classes from './code-life.module.css'

/** What a code has meant, newest first, and the times in which it did not exist. */
export function CodeLife({ list, code }: { list: string; code: string }) {
  const life = useQuery(entryLifeQuery(list, code))
  return (
    <QueryView query={life} skeleton={<Lines count={4} />}>
      {({ items }) => (
        <ol className={classes.life}>
          {withGaps(items).map(({ period, gapAfter }) => (
            <PeriodItem key={period.validFrom} list={list} period={period} gapAfter={gapAfter} />
          ))}
        </ol>
      )}
    </QueryView>
  )
}

interface Stretch {
  period: CodePeriod
  /** The day from which the code was not there, when it was not there after this period. */
  gapAfter: string | null
}

function withGaps(periods: CodePeriod[]): Stretch[] {
  return periods
    .map((period, place) => {
      const next = periods[place + 1]
      return { period, gapAfter: period.validTo === next?.validFrom ? null : period.validTo }
    })
    .toReversed()
}

function PeriodItem({ list, period, gapAfter }: { list: string } & Stretch) {
  const { t, format, word, named } = useText()
  const now = useNow()
  const isNow = period.validFrom <= todayHere(now) && (period.validTo === null || todayHere(now) < period.validTo)
  return (
    <>
      {gapAfter !== null && <li className={classes.gap}>{t('codeLife.gone', { date: format.day(gapAfter) })}</li>}
      <li className={classes.period} data-now={isNow || undefined}>
        <p className={classes.time}>
          <Term version={period} />
        </p>
        <p className={classes.name}>
          {named(period)}
          {period.nameEn !== null && period.nameEn !== period.name && (
            <span className={classes.other}>{named({ name: period.nameEn, nameEn: period.name })}</span>
          )}
        </p>
        <p className={classes.about}>
          {period.kind !== null && <span>{word('entryKind', period.kind)}</span>}
          {period.parent !== null && (
            <span>
              {t('codeLife.under')}{' '}
              <ParentLink list={list} parent={period.parent} at={isNow ? '' : lastDayOf(period)} />
            </span>
          )}
          {period.aliases.length > 0 && <span>{t('codeLife.aliases', { names: period.aliases.join(', ') })}</span>}
          <span>{t('codeLife.versions', { count: period.versions.length, names: period.versions.join(', ') })}</span>
        </p>
      </li>
    </>
  )
}

function lastDayOf(period: CodePeriod): string {
  return period.validTo === null ? period.validFrom : dayBefore(period.validTo)
}
