import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { Law } from '../../law/index.ts'
import type { Clock, Database, Keeper, Log } from '../../platform/index.ts'
import type { SubjectNotice } from './notice.store.ts'
import type { SubjectReads, SubjectReadsAnswer } from './subject-reads.ts'
import type { GroundCode, RequestKind, RequestStep, Subject, SubjectRequest } from './subject-request.ts'

export interface RequestInput {
  readonly kind: RequestKind
  readonly subject: Subject
  /** Codes of the datasets concerned, as far as they are known already. */
  readonly datasets: readonly string[]
}

export interface SubjectRequests {
  /** Receives a request at the desk of the caller's unit; its clocks begin. */
  receiveSubjectRequest(principal: Principal, input: RequestInput): Promise<SubjectRequest>
  /** Throws `access.subjectRequestNotFound`, also where the caller has nothing to do with it. */
  getSubjectRequest(principal: Principal, id: string): Promise<SubjectRequest>
  listSubjectRequests(
    principal: Principal,
    page: { readonly open: boolean; readonly before: string | undefined; readonly limit: number },
  ): Promise<SubjectRequest[]>
  listSubjectSteps(principal: Principal, id: string): Promise<RequestStep[]>
  listSubjectNotices(principal: Principal): Promise<SubjectNotice[]>
  /** Names datasets it concerns; their providers are told. */
  assignSubjectRequest(principal: Principal, id: string, datasets: readonly string[]): Promise<SubjectRequest>
  /** The first word to the person: how and by when what is asked for will be done. */
  respondToSubject(principal: Principal, id: string, text: string): Promise<SubjectRequest>
  /** A provider says what it found or did in its datasets. */
  reportOnSubjectRequest(principal: Principal, id: string, text: string): Promise<SubjectRequest>
  /** Once, with the reason, while the clock still runs. */
  extendSubjectRequest(principal: Principal, id: string, reason: string): Promise<SubjectRequest>
  answerSubjectRequest(principal: Principal, id: string, text: string): Promise<SubjectRequest>
  refuseSubjectRequest(
    principal: Principal,
    id: string,
    refusal: { readonly ground: GroundCode; readonly reasons: string },
  ): Promise<SubjectRequest>
  /** Who read what was held of the person, by the log of reads (Điều 13.3). */
  findSubjectReads(principal: Principal, id: string): Promise<{ request: SubjectRequest; answer: SubjectReadsAnswer }>
  /** Takes the person out of a request that has ended. */
  eraseSubjectOfRequest(principal: Principal, id: string, reason: string): Promise<SubjectRequest>
  /** Marks what is late and reminds who has to act; gives how many are newly late. */
  watchSubjectRequests(): Promise<number>
  /** Does so by the clock. */
  readonly keeper: Keeper
}

export interface SubjectRequestDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly law: Law
  readonly catalogue: Catalogue
  readonly subjectReads: SubjectReads
}
