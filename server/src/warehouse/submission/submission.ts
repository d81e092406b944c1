import type { Id } from '../../platform/index.ts'

export type SubmissionId = Id<'submission'>

/** `received` is the only state in which work remains to be done. */
export type SubmissionState = 'received' | 'applied' | 'rejected' | 'failed'
export type Channel = 'portal' | 'api' | 'cli'
export type Stage = 'reading' | 'checking' | 'comparing' | 'applying' | 'sealing'

/** Every row sent is accounted for. Deletions are rows of the dataset, not of the file, and stand apart. */
export interface Balance {
  readonly sent: number
  readonly rejected: number
  readonly duplicate: number
  readonly unchanged: number
  readonly inserted: number
  readonly changed: number
  readonly deleted: number
}

export function accepted(balance: Balance): number {
  return balance.inserted + balance.changed
}

/** The invariant of every balance: sent = accepted + rejected + duplicate + unchanged. */
export function isBalanced(balance: Balance): boolean {
  return balance.sent === accepted(balance) + balance.rejected + balance.duplicate + balance.unchanged
}

export interface Submission {
  readonly id: SubmissionId
  readonly datasetId: string
  readonly datasetCode: string
  readonly state: SubmissionState
  readonly channel: Channel
  readonly accountId: string
  readonly accountName: string
  readonly unitId: string
  readonly unitName: string
  readonly receivedAt: Date
  readonly finishedAt: Date | null
  readonly fileName: string | null
  readonly bytes: number
  readonly digest: string
  readonly structureVersion: number
  readonly balance: Balance | undefined
  readonly faultyRows: number | null
  readonly applyNumber: number | null
  readonly journalEntry: string | null
  /** Code of the problem that made the work fail. */
  readonly problem: string | null
}

export interface Progress {
  readonly stage: Stage
  readonly rows: number
  readonly totalRows: number | null
  readonly percent: number
}

/** The share of the whole work each stage begins at, measured on a first load of a million rows. */
const stageStart: Readonly<Record<Stage, number>> = {
  reading: 0,
  checking: 30,
  comparing: 50,
  applying: 60,
  sealing: 90,
}
const stageSpan: Readonly<Record<Stage, number>> = {
  reading: 30,
  checking: 20,
  comparing: 10,
  applying: 30,
  sealing: 10,
}

/** How far the whole work is when a stage is done to a share between 0 and 1. */
export function percentOf(stage: Stage, share: number): number {
  return Math.min(99, Math.floor(stageStart[stage] + stageSpan[stage] * share))
}
