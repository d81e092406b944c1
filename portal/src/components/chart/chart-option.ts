import type { Format } from '../../lib/format.ts'
import type { ChartPoint, ChartSeries } from './chart-data.ts'

interface Figures {
  unit: string
  points: ChartPoint[]
  series: ChartSeries[]
  range: readonly [number, number] | undefined
  format: Format
}

interface Look {
  scheme: 'light' | 'dark'
  /** No motion. */
  still: boolean
}

/** Series differ by colour, lightness and shape, so that no eye needs the colour. */
const shapes = ['circle', 'rect', 'triangle', 'diamond']

/** The tokens of `app/styles.css`; read anew when the scheme changes. */
function inks() {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--kho-${name}`).trim()
  return {
    series: [token('chart-1'), token('chart-2'), token('chart-3'), token('chart-4')],
    text: token('text'),
    muted: token('muted'),
    line: token('line'),
    surface: token('surface'),
    font: style.getPropertyValue('--mantine-font-family').trim(),
  }
}

type Inks = ReturnType<typeof inks>

export function chartOption(figures: Figures, { still }: Look) {
  const ink = inks()
  const label = { color: ink.muted, fontFamily: ink.font, fontSize: 13 }
  const several = figures.series.length > 1
  return {
    animation: !still,
    animationDuration: 150,
    textStyle: { fontFamily: ink.font },
    grid: { left: 8, right: 16, top: several ? 44 : 30, bottom: 4, containLabel: true },
    ...(several
      ? { legend: { top: 0, left: 'center', itemHeight: 10, textStyle: { ...label, color: ink.text } } }
      : {}),
    xAxis: {
      type: 'category',
      data: figures.points.map((point) => point.tick),
      axisLabel: { ...label, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: 'value',
      name: figures.unit,
      nameTextStyle: { ...label, align: 'left' },
      nameGap: 12,
      minInterval: 1,
      splitNumber: 4,
      ...(figures.range === undefined
        ? {}
        : { min: figures.range[0], max: figures.range[1], interval: (figures.range[1] - figures.range[0]) / 4 }),
      axisLabel: { ...label, formatter: (value: number) => figures.format.number(value) },
      splitLine: { lineStyle: { color: ink.line } },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: ink.line, opacity: 0.45 } },
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: { color: ink.text, fontFamily: ink.font, fontSize: 14 },
      confine: true,
      transitionDuration: 0,
      formatter: (items: { dataIndex: number }[]) => tip(figures, items[0]?.dataIndex),
    },
    series: figures.series.map((each, index) => seriesOption(each, index, { figures, ink })),
  }
}

function seriesOption(series: ChartSeries, index: number, { figures, ink }: { figures: Figures; ink: Inks }) {
  const color = ink.series[index % ink.series.length]
  if (series.kind === 'bar') {
    return {
      name: series.name,
      type: 'bar',
      data: figures.points.map((point) => point.values[index] ?? null),
      itemStyle: { color, borderRadius: [2, 2, 0, 0] },
      barMaxWidth: 28,
      barCategoryGap: '25%',
    }
  }
  const shape = shapes[index % shapes.length] ?? 'circle'
  return {
    name: series.name,
    type: 'line',
    data: figures.points.map((point) => ({
      value: point.values[index] ?? null,
      symbol: point.note === undefined ? shape : 'emptyTriangle',
      symbolSize: point.note === undefined ? 8 : 11,
    })),
    itemStyle: { color },
    lineStyle: { color, width: 2 },
    showAllSymbol: figures.points.length <= 40,
  }
}

/** Built of elements, not of text, so that no name can be markup. */
function tip({ points, series, unit, format }: Figures, at: number | undefined): HTMLElement {
  const box = document.createElement('div')
  const point = at === undefined ? undefined : points[at]
  if (point === undefined) return box
  const lines = [
    point.label,
    ...point.values.map((value, index) => {
      const shown = value === null ? '–' : `${format.number(value)} ${unit}`
      return series.length === 1 ? shown : `${series[index]?.name ?? ''}: ${shown}`
    }),
    ...(point.note === undefined ? [] : [point.note]),
  ]
  for (const [place, text] of lines.entries()) {
    const line = document.createElement('div')
    line.textContent = text
    if (place === 0) line.style.fontWeight = '600'
    box.append(line)
  }
  return box
}
