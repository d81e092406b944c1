import { useState } from 'react'
import type { Submission } from '../../api/types.ts'
import { paceOf, remember, type Pace, type Sample } from './pace.ts'

export type { Pace } from './pace.ts'

/** Measures the work from successive answers; `seenAt` is when the last answer came. */
export function usePace(submission: Submission, seenAt: number): Pace {
  const [samples, setSamples] = useState<Sample[]>([])
  const { progress } = submission
  if (progress !== null && samples.at(-1)?.at !== seenAt) {
    const { stage, rows, percent } = progress
    setSamples(remember(samples, { at: seenAt, stage, rows, percent }))
  }
  return paceOf(samples)
}
