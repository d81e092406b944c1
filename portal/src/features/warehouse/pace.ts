import type { Progress } from '../../api/types.ts'
import type { Text } from '../../lib/use-text.ts'

export interface Sample {
  at: number
  stage: Progress['stage']
  rows: number
  percent: number
}

export interface Pace {
  rowsPerSecond: number | null
  secondsLeft: number | null
}

/** Speed over the last few seconds; time left from the percentage, which runs over all stages. */
export function paceOf(samples: readonly Sample[]): Pace {
  const last = samples.at(-1)
  const first = samples[0]
  if (last === undefined || first === undefined) return { rowsPerSecond: null, secondsLeft: null }
  const sameStage = samples.find((sample) => sample.stage === last.stage) ?? last
  const stageSeconds = (last.at - sameStage.at) / 1000
  const seconds = (last.at - first.at) / 1000
  const percentPerSecond = seconds < 0.8 ? 0 : (last.percent - first.percent) / seconds
  const rows = last.rows - sameStage.rows
  return {
    rowsPerSecond: stageSeconds < 0.4 || rows <= 0 ? null : rows / stageSeconds,
    secondsLeft: percentPerSecond <= 0 ? null : (100 - last.percent) / percentPerSecond,
  }
}

/** Adds what was just seen and forgets what is too old to tell the present speed. */
export function remember(samples: readonly Sample[], next: Sample): Sample[] {
  return [...samples, next].filter((sample) => next.at - sample.at <= 6000)
}

/** How long it still takes, as people say it. */
export function timeLeft(t: Text['t'], seconds: number): string {
  if (seconds < 60) return t('submission.secondsLeft', { count: Math.max(1, Math.round(seconds)) })
  return t('submission.minutesLeft', { count: Math.round(seconds / 60) })
}
