/**
 * How good data is, by the dimensions of ISO/IEC 25012 that can be measured at a load (Điều 17.3: timely, consistent,
 * accurate, complete). docs/explanation/quality.md says the same in words; the weights are the city's to change.
 */
export const dimensions = ['completeness', 'validity', 'uniqueness', 'consistency', 'timeliness', 'volume'] as const
export type Dimension = (typeof dimensions)[number]

/** A part that is good of a whole; a whole of 0 means that there was nothing to measure. */
export interface Part {
  readonly good: number
  readonly total: number
}

export type Parts = Readonly<Record<Dimension, Part>>

interface Scale {
  readonly weight: number
  /** The share at which a dimension is worth nothing: one faulty cell in ten is already useless, one empty cell is not. */
  readonly worthless: number
}

/** Volume is shown and flagged, but more or fewer rows are neither better nor worse. */
const scales: Readonly<Record<Dimension, Scale>> = {
  completeness: { weight: 20, worthless: 0.5 },
  validity: { weight: 35, worthless: 0.9 },
  uniqueness: { weight: 15, worthless: 0.9 },
  consistency: { weight: 15, worthless: 0.9 },
  timeliness: { weight: 15, worthless: 0 },
  volume: { weight: 0, worthless: 0 },
}

/** From 0 to 1; undefined where there was nothing to measure. */
function worthOf(dimension: Dimension, { good, total }: Part): number | undefined {
  if (total === 0) return undefined
  const { worthless } = scales[dimension]
  return Math.max(0, (good / total - worthless) / (1 - worthless))
}

/** Rounded down, so that 100 says that nothing is left to mend. */
export function dimensionScore(dimension: Dimension, part: Part): number | null {
  const worth = worthOf(dimension, part)
  return worth === undefined ? null : Math.floor(worth * 100 + 1e-9)
}

/** The weighted mean of what could be measured, from 0 to 100, not rounded. */
export function exactScore(parts: Parts): number {
  let weights = 0
  let sum = 0
  for (const dimension of dimensions) {
    const worth = worthOf(dimension, parts[dimension])
    if (worth === undefined) continue
    weights += scales[dimension].weight
    sum += scales[dimension].weight * worth
  }
  return weights === 0 ? 100 : (100 * sum) / weights
}

/** Rounded down, so that 100 says that nothing is left to mend. */
export function scoreOf(parts: Parts): number {
  return Math.floor(exactScore(parts) + 1e-9)
}

/** How much of its period a delivery left over, in seconds: all of it when it came by the due date, nothing a period later. */
export function timelinessOf(
  delivery: { readonly dueAt: Date | null; readonly periodSeconds: number | null },
  at: Date,
): Part {
  const { dueAt, periodSeconds } = delivery
  if (dueAt === null || periodSeconds === null) return { good: 0, total: 0 }
  const late = Math.max(0, Math.ceil((at.getTime() - dueAt.getTime()) / 1000))
  return { good: Math.max(0, periodSeconds - late), total: periodSeconds }
}

/** Loads of before that it takes to say what is usual. */
export const leastLoads = 3
/** Half as many again, or two thirds: what goes beyond is a jump. */
const jump = 1.5

export function volumeOf(rows: number, usual: number | null): Part {
  return usual === null ? { good: 0, total: 0 } : { good: Math.min(rows, usual), total: Math.max(rows, usual) }
}

export function isJump(rows: number, usual: number | null): boolean {
  return usual !== null && (rows > usual * jump || rows * jump < usual)
}
