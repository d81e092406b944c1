import type { Instrument } from '../law/index.ts'

/** How far a dataset has ended: closed takes no more deliveries, archived is read by provider and auditors only. */
export const datasetStages = ['active', 'closed', 'archived'] as const
export type DatasetStage = (typeof datasetStages)[number]

/** An act that ended a dataset, or opened it again. */
export interface Retirement {
  readonly stage: DatasetStage
  readonly instrument: Instrument
  readonly reason: string
  readonly at: Date
}

export type RetirementFault = 'alreadyThere' | 'notClosedYet' | 'archivedForGood' | 'sameInstrument'

/**
 * What stands against a step: a dataset is closed before it is archived, opened again only while it is closed and by
 * another instrument than the one that closed it, and an archive is final.
 */
export function retirementFault(
  from: { readonly stage: DatasetStage; readonly instrument: string | undefined },
  to: { readonly stage: DatasetStage; readonly instrument: string },
): RetirementFault | undefined {
  if (from.stage === to.stage) return 'alreadyThere'
  if (from.stage === 'archived') return 'archivedForGood'
  if (to.stage === 'archived' && from.stage !== 'closed') return 'notClosedYet'
  return to.stage === 'active' && from.instrument === to.instrument ? 'sameInstrument' : undefined
}
