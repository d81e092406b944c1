import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { Law } from '../../law/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import type { Evidence } from './evidence.ts'
import type { ViolationKind } from './kind.ts'
import type {
  Ground,
  Incident,
  IncidentFacts,
  Measure,
  NoticeName,
  Outcome,
  SentNotice,
  SubjectType,
  Violation,
  ViolationAct,
  ViolationState,
} from './violation.ts'

/** What somebody reports. */
export interface Report {
  readonly kind: ViolationKind
  /** A login, the id of a unit, the number of a grant, the code of a dataset. */
  readonly subject: { readonly type: SubjectType; readonly name: string | null }
  readonly words: string
  readonly evidence: NamedEvidence
}

export interface NamedEvidence {
  /** Numbers of entries, as the journal shows them. */
  readonly entries: readonly number[]
  /** Ids of reads. */
  readonly reads: readonly string[]
}

export interface Proposal {
  readonly outcome: Outcome
  /** Of one that is upheld. */
  readonly measure: Measure | null
  /** Of one that is dismissed. */
  readonly ground: Ground | null
  readonly words: string
}

export interface Word {
  readonly decision: 'confirm' | 'refuse'
  /** Id of the instrument that decides it, where one does. */
  readonly instrument: string | null
  readonly words: string
}

export interface SeenViolation extends Violation {
  readonly acts: readonly ViolationAct[]
  readonly evidence: readonly Evidence[]
  readonly notices: readonly SentNotice[]
}

/** Evidence, and whether it is still what it was, and the journal says the same of it. */
export interface CheckedEvidence extends Evidence {
  readonly holds: boolean
  readonly checks: readonly boolean[]
}

export interface Violations {
  /** Any account may (Điều 11.4). Throws `access.violationSubjectNotFound`, `access.violationEvidenceNotFound`. */
  reportViolation(reporter: Principal, report: Report): Promise<SeenViolation>
  /** Newest first: all for those who oversee, the own reports for everybody else. */
  listViolations(
    reader: Principal,
    page: {
      readonly states: readonly ViolationState[] | undefined
      readonly before: string | undefined
      readonly limit: number
    },
  ): Promise<(Violation & { readonly notices: readonly SentNotice[] })[]>
  /** Throws `access.violationNotFound`, also where the caller has nothing to do with it. Notes that the caller has seen it. */
  getViolation(reader: Principal, id: string): Promise<SeenViolation>
  /** How many the caller should look at and has not; none for who does not oversee. */
  countUnseen(reader: Principal): Promise<number>
  /** Makes the digests of all evidence again. */
  checkEvidence(reader: Principal, id: string): Promise<CheckedEvidence[]>
  addEvidence(officer: Principal, id: string, named: NamedEvidence, words: string): Promise<SeenViolation>
  examineViolation(officer: Principal, id: string, words: string): Promise<SeenViolation>
  proposeEnd(officer: Principal, id: string, proposal: Proposal): Promise<SeenViolation>
  /** The word of a second person. */
  decideViolation(officer: Principal, id: string, word: Word): Promise<SeenViolation>
  /** Lets the subject read again. */
  releaseSubject(officer: Principal, id: string, words: string): Promise<SeenViolation>
  /** It must be notified; the clocks run from when it became known here. */
  declareIncident(
    officer: Principal,
    id: string,
    incident: { readonly isPersonal: boolean; readonly facts: IncidentFacts },
  ): Promise<SeenViolation>
  /** What a notice tells of. Throws `access.incidentUndeclared`, `access.incidentNoticeUnasked`. */
  getIncident(
    reader: Principal,
    id: string,
    notice: NoticeName,
  ): Promise<SeenViolation & { readonly incident: Incident }>
  /** Notes to whom a notice went. */
  noteNotice(
    officer: Principal,
    id: string,
    sent: { readonly notice: NoticeName; readonly recipient: string; readonly reference: string },
  ): Promise<SeenViolation>
}

export interface ViolationDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly law: Law
}
