import { useEffect, useRef, useState } from 'react'
import { useComputedColorScheme } from '@mantine/core'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as register, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Format } from '../../lib/format.ts'
import { useText } from '../../lib/use-text.ts'
import { nextPoint, type ChartPoint, type ChartSeries } from './chart-data.ts'
import { chartOption } from './chart-option.ts'
import classes from './chart.module.css'

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

interface CanvasProps {
  title: string
  unit: string
  points: ChartPoint[]
  series: ChartSeries[]
  range?: readonly [number, number]
}

/** Draws; the arrow keys go from point to point and what is there is read out. */
export function Canvas({ title, unit, points, series, range }: CanvasProps) {
  const { t, format } = useText()
  const scheme = useComputedColorScheme('light')
  const frame = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<number>()
  useEffect(() => {
    const { current } = frame
    if (current === null) return undefined
    const chart = init(current, null, { renderer: 'svg' })
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.setOption(chartOption({ unit, points, series, range, format }, { scheme, still }))
    const unwatch = watchSize(current, chart)
    const unlisten = listenToKeys(current, chart, points.length, setAt)
    return () => {
      unwatch()
      unlisten()
      chart.dispose()
    }
  }, [unit, points, series, range, format, scheme])
  const point = at === undefined ? undefined : points[at]
  return (
    <>
      <div ref={frame} role="img" aria-label={t('chart.label', { title })} className={classes.canvas} />
      <p className={classes.spoken} aria-live="polite">
        {point && pointText(point, { series, unit, format })}
      </p>
    </>
  )
}

function pointText(point: ChartPoint, shown: { series: ChartSeries[]; unit: string; format: Format }): string {
  const values = point.values.map((value, index) => {
    const name = shown.series[index]?.name ?? ''
    return `${name}: ${value === null ? '–' : shown.format.number(value)} ${shown.unit}`
  })
  return [point.label, ...values, point.note ?? ''].filter((part) => part !== '').join(', ')
}

function watchSize(frame: HTMLElement, chart: EChartsType): () => void {
  const watch = new ResizeObserver(() => {
    chart.resize()
  })
  watch.observe(frame)
  return () => {
    watch.disconnect()
  }
}

function listenToKeys(
  frame: HTMLElement,
  chart: EChartsType,
  count: number,
  onPoint: (at: number | undefined) => void,
): () => void {
  let at = count
  frame.tabIndex = 0
  function onKey(event: KeyboardEvent): void {
    const to = nextPoint(event.key, at, count)
    if (to === undefined) return
    event.preventDefault()
    at = to
    chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: to })
    onPoint(to)
  }
  function onBlur(): void {
    at = count
    chart.dispatchAction({ type: 'hideTip' })
    onPoint(undefined)
  }
  frame.addEventListener('keydown', onKey)
  frame.addEventListener('blur', onBlur)
  return () => {
    frame.removeEventListener('keydown', onKey)
    frame.removeEventListener('blur', onBlur)
  }
}
