import type { Submission } from './submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** Why a submission ended for something other than its file, by the code that is kept with it. */
const endings = {
  'warehouse.processingFailed': warehouseProblems.processingFailed,
  'warehouse.storageExhausted': warehouseProblems.storageExhausted,
  'warehouse.rightWithdrawn': warehouseProblems.rightWithdrawn,
  'warehouse.structureChanged': warehouseProblems.structureChanged,
  'warehouse.sealed': warehouseProblems.sealed,
  'warehouse.declined': warehouseProblems.declined,
  'warehouse.continuationStale': warehouseProblems.continuationStale,
  'warehouse.withdrawalConflict': warehouseProblems.withdrawalConflict,
  'warehouse.convertedSince': warehouseProblems.convertedSince,
  'warehouse.overtaken': warehouseProblems.overtaken,
  'warehouse.conversionUnfit': warehouseProblems.conversionUnfit,
} as const

export type EndingCode = keyof typeof endings

export function isEndingCode(code: string): code is EndingCode {
  return code in endings
}

/** The problem a submission ended with; undefined when its file, or nothing, was to blame. */
export function endingOf({ problem, datasetCode }: Pick<Submission, 'problem' | 'datasetCode'>) {
  if (problem === null) return undefined
  return endings[isEndingCode(problem) ? problem : 'warehouse.processingFailed']({ dataset: datasetCode })
}
