import type { Id } from '../../platform/index.ts'
import type { Profile } from '../intake/profile.ts'

export type SubmissionId = Id<'submission'>

/**
 * In `received` work remains to be done; `waiting` is for somebody's word on deletions, then work goes on or ends; `sealed` bears a
 * mark of state secrets and stays so unless two persons release it (Điều 1.2).
 */
export const submissionStates = ['received', 'waiting', 'applied', 'rejected', 'failed', 'sealed'] as const
export type SubmissionState = (typeof submissionStates)[number]

/** What a submission asks for. The last two have no file of the sender's: they undo a submission, or follow a structure. */
export const loads = ['full', 'incremental', 'deletions', 'withdrawal', 'conversion'] as const
export type Load = (typeof loads)[number]
/** Loads that bring a file. */
export const fileLoads = ['full', 'incremental', 'deletions'] as const
export type FileLoad = (typeof fileLoads)[number]

/** What becomes of rows that break a rule: the whole file is refused, or the good rows count and the others wait. */
export const faultPolicies = ['reject', 'quarantine'] as const
export type FaultPolicy = (typeof faultPolicies)[number]

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

/**
 * The invariant of every balance: sent = accepted + rejected + duplicate + unchanged. Where rows name what is to go, a
 * deletion is how a row is accepted.
 */
export function isBalanced(balance: Balance, load: Load): boolean {
  const removed = load === 'deletions' || load === 'withdrawal' ? balance.deleted : 0
  return balance.sent === accepted(balance) + removed + balance.rejected + balance.duplicate + balance.unchanged
}

export interface Submission {
  readonly id: SubmissionId
  readonly datasetId: string
  readonly datasetCode: string
  readonly state: SubmissionState
  readonly load: Load
  readonly onFault: FaultPolicy
  readonly channel: Channel
  readonly accountId: string
  readonly accountName: string
  /** The unit that answers for it: the one that sent it, or whoever took over since. */
  readonly unitId: string
  /** The unit that sent it, once another answers for it. */
  readonly sentByUnit: string | null
  /** Name of the unit that sent it. */
  readonly unitName: string
  readonly receivedAt: Date
  readonly finishedAt: Date | null
  readonly fileName: string | null
  readonly bytes: number
  readonly digest: string
  readonly structureVersion: number
  /** How the file is to be read; null for the plain form. */
  readonly profile: Profile | null
  /** The submission whose quarantined rows this one mends. */
  readonly continues: string | null
  readonly withdraws: string | null
  /** An earlier submission of the dataset with the same bytes. */
  readonly repeats: string | null
  /** Why, in the words of whoever asked for it. */
  readonly statement: string | null
  /** How many deletions somebody agreed to after being asked. */
  readonly confirmedDeletions: number | null
  readonly balance: Balance | undefined
  /** Deletions that were not made because a rejected row may be the one that is missing. */
  readonly withheld: number | null
  readonly faultyRows: number | null
  readonly applyNumber: number | null
  readonly journalEntry: string | null
  /** Code of the problem that made the work fail. */
  readonly problem: string | null
}

/** Work on a submission is done by the system on behalf of the account that delivered it. */
export function actorOf({ accountId, accountName, unitId, unitName, id }: Submission) {
  return { accountId, accountName, unitId, unitName, via: 'system' as const, requestId: id }
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
