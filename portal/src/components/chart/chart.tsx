import { lazy, Suspense, useId, useState, type ReactNode } from 'react'
import { SegmentedControl, Skeleton } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useText } from '../../lib/use-text.ts'
import { Table } from '../table.tsx'
import type { ChartPoint, ChartSeries } from './chart-data.ts'
import classes from './chart.module.css'

/** The drawing comes as a file of its own, when the first chart is looked at. */
const Canvas = lazy(() => import('./canvas.tsx').then((file) => ({ default: file.Canvas })))

interface ChartProps {
  /** What the chart shows, as a sentence. */
  title: string
  /** Of the values, beside the axis. */
  unit: string
  /** Where the figures come from, and as of when. */
  source: ReactNode
  /** What the points are: the head of the first column of the table. */
  points: ChartPoint[]
  pointName: string
  series: ChartSeries[]
  /** Fixed ends of the axis, for shares and scores. */
  range?: readonly [number, number]
}

/** A chart with its finding, unit, source and time, and the same figures as a table. */
export function Chart(props: ChartProps) {
  const { title, source } = props
  const { t } = useText()
  const [view, setView] = useState('chart')
  const id = useId()
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <div className={classes.head}>
        <h3 id={id}>{title}</h3>
        <SegmentedControl
          size="xs"
          className={classes.views}
          aria-label={t('chart.view')}
          data={[
            { value: 'chart', label: <ViewLabel icon={IconChartBar} text={t('chart.chart')} /> },
            { value: 'table', label: <ViewLabel icon={IconTable} text={t('chart.table')} /> },
          ]}
          value={view}
          onChange={setView}
        />
      </div>
      <div className={classes.body}>
        {view === 'chart' ? (
          <Suspense fallback={<Skeleton height="100%" radius="md" />}>
            <Canvas {...props} />
          </Suspense>
        ) : (
          <ChartTable {...props} />
        )}
      </div>
      <figcaption className={classes.source}>{source}</figcaption>
    </figure>
  )
}

function ViewLabel({ icon: Glyph, text }: { icon: typeof IconTable; text: string }) {
  return (
    <span className={classes.viewLabel}>
      <Glyph size={15} stroke={1.8} aria-hidden /> {text}
    </span>
  )
}

function ChartTable({ title, unit, points, pointName, series }: ChartProps) {
  const { t, format } = useText()
  const hasNotes = points.some((point) => point.note !== undefined)
  return (
    <div className={classes.table}>
      <Table
        dense
        label={title}
        head={
          <>
            <th scope="col">{pointName}</th>
            {series.map((each) => (
              <th key={each.name} scope="col" data-number>
                {series.length === 1 ? `${each.name} (${unit})` : each.name}
              </th>
            ))}
            {hasNotes && <th scope="col">{t('chart.note')}</th>}
          </>
        }
      >
        {points.toReversed().map((point) => (
          <tr key={point.key}>
            <th scope="row">{point.label}</th>
            {point.values.map((value, index) => (
              <td key={series[index]?.name} data-number>
                {value === null ? t('value.none') : format.number(value)}
              </td>
            ))}
            {hasNotes && <td>{point.note}</td>}
          </tr>
        ))}
      </Table>
    </div>
  )
}
