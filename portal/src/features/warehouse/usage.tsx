import { useState } from 'react'
import { SegmentedControl } from '@mantine/core'
import type { Usage } from '../../api/types.ts'
import { Chart } from '../../components/chart/chart.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './usage.module.css'

const figures = ['reads', 'rows'] as const
type Figure = (typeof figures)[number]

/** How much a dataset was read, day by day. */
export function UsageChart({ usage }: { usage: Usage }) {
  const { t, format } = useText()
  const [figure, setFigure] = useState<Figure>('reads')
  const busiest = usage.days.reduce((most, day) => (day[figure] > most[figure] ? day : most), usage.days[0] ?? nothing)
  return (
    <>
      <SegmentedControl
        className={classes.figure}
        aria-label={t('usage.figure')}
        data={figures.map((each) => ({ value: each, label: t(`usage.${each}`) }))}
        value={figure}
        onChange={(next) => {
          setFigure(figures.find((each) => each === next) ?? 'reads')
        }}
      />
      <Chart
        title={t(`usage.finding.${figure}`, {
          count: usage[figure],
          number: format.number(usage[figure]),
          day: format.day(busiest.day),
          most: format.number(busiest[figure]),
        })}
        unit={t(`usage.unit.${figure}`)}
        pointName={t('usage.day')}
        series={[{ name: t(`usage.${figure}`), kind: 'bar' }]}
        points={usage.days.map((each) => ({
          key: each.day,
          label: format.day(each.day),
          tick: format.dayMonth(each.day),
          values: [each[figure]],
        }))}
        source={t('usage.source', { from: format.day(usage.from), to: format.day(usage.to) })}
      />
    </>
  )
}

const nothing = { day: '1970-01-01', reads: 0, rows: 0 }

/** Who reads it, for those who may see that. */
export function UsageByUnit({ units }: { units: NonNullable<Usage['byUnit']> }) {
  const { t, named, format } = useText()
  return (
    <Table
      cards
      label={t('usage.byUnit')}
      head={
        <>
          <th scope="col">{t('usage.reader')}</th>
          <th scope="col" data-number>
            {t('usage.reads')}
          </th>
          <th scope="col" data-number>
            {t('usage.rows')}
          </th>
          <th scope="col">{t('usage.last')}</th>
        </>
      }
    >
      {units.map((each) => (
        <tr key={each.unit.id}>
          <th scope="row" data-lead>
            {named(each.unit)}
          </th>
          <td data-number data-label={t('usage.reads')}>
            {format.number(each.reads)}
          </td>
          <td data-number data-label={t('usage.rows')}>
            {format.number(each.rows)}
          </td>
          <td data-label={t('usage.last')}>{format.instant(each.last)}</td>
        </tr>
      ))}
    </Table>
  )
}
