import { useQuery } from '@tanstack/react-query'
import { Chart } from '../../components/chart/chart.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useText } from '../../lib/use-text.ts'
import { growthQuery } from './queries.ts'

/** How the journal grew from day to day; it can only grow. */
export function GrowthChart() {
  const { t, format } = useText()
  const growth = useQuery(growthQuery)
  return (
    <QueryView query={growth} skeleton={<Lines count={5} />}>
      {({ items }) => {
        const [first] = items
        const last = items.at(-1)
        // One day is no growth yet.
        if (first === undefined || last === undefined || first === last) return null
        const days = items.length
        return (
          <Chart
            title={t('checkpoints.growth', {
              count: days,
              days: format.number(days),
              added: format.number(last.size - first.size),
              size: format.number(last.size),
            })}
            unit={t('checkpoints.unit')}
            pointName={t('checkpoints.day')}
            series={[{ name: t('checkpoints.size'), kind: 'line' }]}
            points={items.map(({ day, size }) => ({
              key: day,
              label: format.day(day),
              tick: format.dayMonth(day),
              values: [size],
            }))}
            source={t('checkpoints.source', { day: format.day(last.day) })}
          />
        )
      }}
    </QueryView>
  )
}
