import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Sparkline } from '../../../components/sparkline.tsx'
import { useText } from '../../../lib/use-text.ts'
import { qualityQuery } from '../insight-queries.ts'
import classes from './desk.module.css'

/** How the score went over the last deliveries. */
export function ScoreTrend({ code }: { code: string }) {
  const { t } = useText()
  const quality = useQuery(qualityQuery(code))
  if (quality.isError) return null
  if (quality.data === undefined) return <Skeleton height={26} width={88} radius="sm" />
  const scores = quality.data.trend.slice(-12).map(({ score }) => score)
  if (scores.length < 2) return <span className={classes.noTrend} />
  return (
    <Sparkline
      values={scores}
      label={t('desk.scoreTrend', { count: scores.length, first: scores[0] ?? 0, last: scores.at(-1) ?? 0 })}
    />
  )
}
