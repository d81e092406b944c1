import { platformProblems } from '../../platform/index.ts'
import type { ProblemError } from '../../platform/index.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** What an export failed of, from the code that was kept. */
export function exportProblem(code: string, dataset: string): ProblemError {
  switch (code) {
    case 'platform.storageFull':
      return platformProblems.storageFull()
    case 'warehouse.exportWithdrawn':
      return warehouseProblems.exportWithdrawn({ dataset })
    case 'warehouse.exportBeyondVolume':
      return warehouseProblems.exportBeyondVolume()
    default:
      return warehouseProblems.exportFailed()
  }
}
