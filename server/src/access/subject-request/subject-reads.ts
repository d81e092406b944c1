import type { OrgRef } from '../../identity/index.ts'
import type { Principal } from '../../identity/index.ts'

/**
 * What the log of reads says of one person. It is found by the module that holds the rows and keys what the log names them by,
 * which stands above this one: `app` fills it.
 */
export interface SubjectReads {
  /** Looks the person up, and logs that as a read of every dataset it looked into. */
  find(asker: Principal, question: SubjectReadsQuestion): Promise<SubjectReadsAnswer>
}

export interface SubjectReadsQuestion {
  readonly identityNumber: string
  /** Stands in the log of reads, as the purpose of looking. */
  readonly purpose: string
  /** Only datasets this unit provides; all datasets when null. */
  readonly provider: string | null
}

/** A read that named the person's record. */
export interface NamedRead {
  readonly at: Date
  readonly unit: string
  readonly action: string
  readonly purpose: string | null
  readonly fields: readonly string[]
  /** Why it was allowed: names of the reasons of the decision. */
  readonly reasons: readonly string[]
}

/** Reads of many records at once by one unit, for one purpose, that may have held the person's. */
export interface BulkReads {
  readonly unit: string
  readonly action: string
  readonly purpose: string | null
  readonly fields: readonly string[]
  readonly reasons: readonly string[]
  readonly reads: number
  readonly firstAt: Date
  readonly lastAt: Date
}

export interface SearchedDataset {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly provider: OrgRef
  /** Titles of the fields the person was looked up by. */
  readonly by: readonly { readonly name: string; readonly title: string; readonly titleEn: string }[]
  /** Fields that hold identity numbers but cannot be looked up: nobody can say whether the person stands there. */
  readonly notSearched: readonly { readonly name: string; readonly title: string; readonly titleEn: string }[]
  /** Records in force, and those that have ended, found of the person. */
  readonly records: number
  readonly endedRecords: number
  /** Since when the first of them has been here; null when there is none. */
  readonly since: Date | null
  /** Newest first. */
  readonly named: readonly NamedRead[]
  /** How many named reads there are; more than are listed when they are very many. */
  readonly namedCount: number
  readonly bulk: readonly BulkReads[]
  readonly titles: Readonly<Record<string, { readonly title: string; readonly titleEn: string }>>
}

export interface SubjectReadsAnswer {
  readonly at: Date
  readonly datasets: readonly SearchedDataset[]
}
