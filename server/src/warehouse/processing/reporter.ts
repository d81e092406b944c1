import type { Clock, Db } from '../../platform/index.ts'
import { saveProgress } from '../submission/submission.store.ts'
import { percentOf } from '../submission/submission.ts'
import type { Stage } from '../submission/submission.ts'

export type Reporter = (stage: Stage, rows: number, share: number) => Promise<void>

/** Progress for the eye: written when the stage changes and at most four times a second. */
export function createReporter(db: Db, clock: Clock, submissionId: string): Reporter {
  let last: { stage: Stage; at: number } | undefined
  return async (stage, rows, share) => {
    const now = clock.now().getTime()
    if (last?.stage === stage && now - last.at < 250) return
    last = { stage, at: now }
    const totalRows = stage === 'reading' ? null : rows
    await saveProgress(db, submissionId, { stage, rows, totalRows, percent: percentOf(stage, share) })
  }
}
