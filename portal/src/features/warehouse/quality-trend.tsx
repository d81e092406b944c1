import type { Quality } from '../../api/types.ts'
import { Chart } from '../../components/chart/chart.tsx'
import { useText } from '../../lib/use-text.ts'

/** The score over the last submissions; those that were refused are drawn hollow. */
export function QualityTrend({ trend }: { trend: Quality['trend'] }) {
  const { t, format } = useText()
  const [first] = trend
  const last = trend.at(-1)
  if (first === undefined || last === undefined || trend.length < 2) return null
  const finding = last.score === first.score ? 'trendSame' : last.score > first.score ? 'trendUp' : 'trendDown'
  return (
    <Chart
      title={t(`quality.${finding}`, {
        count: trend.length,
        from: format.number(first.score),
        to: format.number(last.score),
      })}
      unit={t('quality.points')}
      pointName={t('quality.submission')}
      series={[{ name: t('quality.score'), kind: 'line' }]}
      points={trend.map((each) => ({
        key: each.submission,
        label: format.instant(each.at),
        tick: format.dayMonth(each.at),
        values: [each.score],
        ...(each.inForce ? {} : { note: t('quality.refused') }),
      }))}
      range={[0, 100]}
      source={t('quality.trendSource', { at: format.instant(last.at) })}
    />
  )
}
