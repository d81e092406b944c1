import { Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconTrendingDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Mark } from '../../../components/mark.tsx'
import { Sparkline } from '../../../components/sparkline.tsx'
import { useText } from '../../../lib/use-text.ts'
import { qualityQuery } from './queries.ts'
import classes from './desk.module.css'

const good = 90
const fair = 70

/** The score as icon, number and word. */
export function ScoreMark({ score }: { score: number | null }) {
  const { t } = useText()
  if (score === null) {
    return (
      <Mark icon={IconCircleDashed} quiet>
        {t('score.none')}
      </Mark>
    )
  }
  const level = score >= good ? 'good' : score >= fair ? 'fair' : 'poor'
  const look = {
    good: { tone: 'ok', icon: IconCircleCheck },
    fair: { tone: 'warn', icon: IconAlertTriangle },
    poor: { tone: 'bad', icon: IconTrendingDown },
  } as const
  return (
    <Mark tone={look[level].tone} icon={look[level].icon} quiet>
      {t(`score.${level}`, { score })}
    </Mark>
  )
}

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
      label={t('score.trend', { count: scores.length, first: scores[0] ?? 0, last: scores.at(-1) ?? 0 })}
    />
  )
}
