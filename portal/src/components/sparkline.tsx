import classes from './sparkline.module.css'

interface SparklineProps {
  /** Oldest first; each from 0 to 100. */
  values: readonly number[]
  /** The same in words. */
  label: string
}

const width = 88
const height = 26
const margin = 3

/** The course of a few values as a small line; its last point stands out. */
export function Sparkline({ values, label }: SparklineProps) {
  const low = Math.min(...values, 90) - 2
  const across = (at: number) =>
    values.length < 2 ? width / 2 : margin + (at * (width - 2 * margin)) / (values.length - 1)
  const up = (value: number) => height - margin - ((value - low) * (height - 2 * margin)) / Math.max(1, 100 - low)
  const points = values.map((value, at) => [across(at), up(value)] as const)
  const last = points.at(-1)
  if (last === undefined) return null
  return (
    <svg width={width} height={height} viewBox={`0 0 ${String(width)} ${String(height)}`} role="img" aria-label={label}>
      <polyline className={classes.line} points={points.map((point) => point.join(',')).join(' ')} />
      <circle className={classes.last} cx={last[0]} cy={last[1]} r={3} />
    </svg>
  )
}
