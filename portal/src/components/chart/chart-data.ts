export interface ChartSeries {
  name: string
  kind: 'bar' | 'line'
}

export interface ChartPoint {
  key: string
  /** In full, for the table and the pointer. */
  label: string
  /** As short as it goes on the axis. */
  tick: string
  /** One a series; null where nothing was measured. */
  values: (number | null)[]
  /** What is special about it; such a point is drawn hollow. */
  note?: string
}

/** The point the arrow keys lead to from another; none before the first and after the last. */
export function nextPoint(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[key]
  return to === undefined ? undefined : Math.min(Math.max(to, 0), count - 1)
}
