import { platformProblems } from '../../platform/index.ts'
import type { ProblemError } from '../../platform/index.ts'
import { readingProblems } from '../reading.errors.ts'

/** What an export failed of, from the code that was kept. */
export function exportProblem(code: string): ProblemError {
  return code === 'platform.storageFull' ? platformProblems.storageFull() : readingProblems.exportFailed()
}
