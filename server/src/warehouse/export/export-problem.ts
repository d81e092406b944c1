import { platformProblems } from '../../platform/index.ts'
import type { ProblemError } from '../../platform/index.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** What an export failed of, from the code that was kept. */
export function exportProblem(code: string): ProblemError {
  return code === 'platform.storageFull' ? platformProblems.storageFull() : warehouseProblems.exportFailed()
}
