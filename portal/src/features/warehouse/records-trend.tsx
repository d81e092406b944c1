import type { Quality } from '../../api/types.ts'
import { Chart } from '../../components/chart/chart.tsx'
import { useText } from '../../lib/use-text.ts'

/** How many records there were after each update. */
export function RecordsTrend({ trend }: { trend: Quality['trend'] }) {
  const { t, format } = useText()
  const updates = trend.filter((each) => each.inForce)
  const [first] = updates
  const last = updates.at(-1)
  if (first === undefined || last === undefined || updates.length < 2) return null
  const finding = last.records === first.records ? 'same' : last.records > first.records ? 'more' : 'fewer'
  return (
    <Chart
      title={t(`history.records.${finding}`, {
        updates: format.number(updates.length),
        from: format.number(first.records),
        to: format.number(last.records),
      })}
      unit={t('usage.unit.rows')}
      pointName={t('history.updates')}
      series={[{ name: t('usage.rows'), kind: 'line' }]}
      points={updates.map((each) => ({
        key: each.submission,
        label: format.instant(each.at),
        tick: format.dayMonth(each.at),
        values: [each.records],
      }))}
      source={t('history.source', { at: format.instant(last.at) })}
    />
  )
}
