import { Type } from 'typebox'
import type { Principal } from '../../identity/index.ts'
import { OrgRefShape } from '../../identity/index.ts'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import { writtenNumber } from '../written-number.ts'
import { detectorNames } from './detector.ts'
import type { Evidence } from './evidence.ts'
import { violationKinds } from './kind.ts'
import {
  grounds,
  measures,
  noticeClocks,
  noticeNames,
  orderFault,
  outcomes,
  subjectTypes,
  violationActs,
  violationOrders,
  violationStates,
} from './violation.ts'
import type { NoticeClock, SentNotice, Violation, ViolationOrder } from './violation.ts'
import { oversees } from './violation.service.ts'
import type { CheckedEvidence, SeenViolation } from './violations.ts'

const NoticeShape = Type.Object({
  notice: Type.Enum(noticeNames),
  dueAt: InstantShape,
  isOverdue: Type.Boolean(),
  sent: Nullable(
    Type.Object({ at: InstantShape, by: Type.String(), recipient: Type.String(), reference: Type.String() }),
  ),
})

const shared = {
  id: IdShape,
  number: Type.String({ description: 'Like 2026/0007' }),
  kind: Type.Enum(violationKinds, { description: 'The six of Điều 6, in its order' }),
  detector: Nullable(Type.Enum(detectorNames, { description: 'Null where a person reported it' })),
  reporter: Nullable(Type.Object({ name: Type.String(), unit: OrgRefShape })),
  subject: Type.Object({
    type: Type.Enum(subjectTypes),
    id: Nullable(Type.String()),
    name: Nullable(Type.String()),
  }),
  dataset: Nullable(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })),
  state: Type.Enum(violationStates),
  openedAt: InstantShape,
  endedAt: Nullable(InstantShape),
  isRestrained: Type.Boolean({ description: 'Its subject may read nothing until somebody lifts that' }),
  isSeen: Type.Boolean({ description: 'Whether the caller has looked at it' }),
  notices: Type.Array(NoticeShape, { description: 'What must be notified, each with its clock' }),
}

export const ViolationListedShape = Type.Object(shared, { $id: 'ViolationListed' })
export const ViolationPage = Type.Object({
  items: Type.Array(ViolationListedShape),
  next: Nullable(Type.String()),
  unseen: Type.Integer({ description: 'How many the caller should look at and has not' }),
})

const PositionsShape = Type.Object({
  kind: Type.Enum(['entries', 'reads']),
  count: Type.Integer(),
  ids: Type.Optional(Type.Array(IdShape)),
  account: Type.Optional(Type.String()),
  dataset: Type.Optional(Type.String()),
  first: Type.Optional(IdShape),
  last: Type.Optional(IdShape),
  digest: Type.String({ description: 'SHA-256 over what stands there, hex' }),
})
const evidence = {
  number: Type.Integer(),
  at: InstantShape,
  by: Type.String(),
  seal: Type.String({ description: 'SHA-256 over the positions and their digests, hex; the journal holds it' }),
  positions: Type.Array(PositionsShape),
}

export const ViolationShape = Type.Object(
  {
    ...shared,
    words: Nullable(Type.String()),
    figures: Type.Record(Type.String(), Type.Number(), { description: 'What the detector went by' }),
    window: Nullable(Type.Object({ from: InstantShape, to: InstantShape })),
    outcome: Nullable(Type.Enum(outcomes)),
    measure: Nullable(Type.Enum(measures)),
    ground: Nullable(Type.Enum(grounds)),
    instrument: Nullable(
      Type.Object({ id: IdShape, number: Type.String(), signedOn: Type.String(), issuer: Type.String() }),
    ),
    incident: Nullable(
      Type.Object({
        since: InstantShape,
        isPersonal: Type.Boolean(),
        nature: Type.String(),
        reach: Type.String(),
        remedy: Type.String(),
        people: Nullable(Type.Integer()),
      }),
    ),
    seenByCommitteeAt: Nullable(InstantShape),
    evidence: Type.Array(Type.Object(evidence)),
    acts: Type.Array(
      Type.Object({
        act: Type.Enum(violationActs),
        at: InstantShape,
        account: Nullable(Type.String()),
        unit: Nullable(Type.String()),
        words: Nullable(Type.String()),
        facts: Type.Record(Type.String(), Type.Unknown()),
      }),
    ),
    oversees: Type.Boolean({ description: 'Whether the caller sees more than what they reported' }),
    may: Type.Array(Type.Enum(violationOrders), {
      description: 'What the caller may do now as far as impartiality, two persons and the state go',
    }),
  },
  { $id: 'Violation' },
)

export const EvidenceList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        ...evidence,
        holds: Type.Boolean({ description: 'All of it is as it was, and the journal holds the same seal' }),
        checks: Type.Array(Type.Boolean(), { description: 'Of each position, whether what stands there is as it was' }),
      },
      { $id: 'ViolationEvidence' },
    ),
  ),
})

export const ViolationQuery = Type.Object({
  state: Type.Optional(Type.Enum(['standing', 'ended', 'all'], { default: 'standing' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  before: Type.Optional(Type.String({ format: 'uuid', description: 'The `next` of the page before' })),
})

const Words = Type.String({ minLength: 10, maxLength: 4000, pattern: String.raw`\S` })
const Line = Type.String({ minLength: 1, maxLength: 300, pattern: String.raw`\S` })
const Named = {
  entries: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), {
      maxItems: 200,
      description: 'Numbers of entries, as the journal shows them',
    }),
  ),
  reads: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 50, description: 'Ids of reads' })),
}
const closed = { additionalProperties: false }
export const ReportBody = Type.Object(
  {
    kind: Type.Enum(violationKinds),
    subject: Type.Object(
      {
        type: Type.Enum(subjectTypes),
        name: Type.Optional(
          Type.String({
            maxLength: 200,
            description: 'A login, the id of a unit, the number of a grant, the code of a dataset',
          }),
        ),
      },
      closed,
    ),
    words: Words,
    ...Named,
  },
  closed,
)
export const WordsBody = Type.Object({ words: Words }, closed)
export const EvidenceBody = Type.Object({ words: Words, ...Named }, closed)
export const ProposalBody = Type.Object(
  {
    outcome: Type.Enum(outcomes),
    measure: Type.Optional(Type.Enum(measures, { description: 'Of one that is upheld; a reminder unless told' })),
    ground: Type.Optional(Type.Enum(grounds, { description: 'Of one that is dismissed; unproven unless told' })),
    words: Words,
  },
  closed,
)
export const DecisionBody = Type.Object(
  {
    decision: Type.Enum(['confirm', 'refuse']),
    instrument: Type.Optional(Type.String({ format: 'uuid', description: 'What decides it; a reminder needs none' })),
    words: Words,
  },
  closed,
)
export const IncidentBody = Type.Object(
  {
    isPersonal: Type.Boolean({ description: 'Whether personal data is concerned' }),
    nature: Words,
    reach: Words,
    remedy: Words,
    people: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'As far as it is known' })),
  },
  closed,
)
export const SentBody = Type.Object({ recipient: Line, reference: Line }, closed)

type Listed = Violation & { readonly notices: readonly SentNotice[] }

/** What is done against its subject, and the notices of it, are no matter of who reported it. */
const hidden = { incident: null, notices: [], isRestrained: false } as const

export function listedToWire(listed: Listed, sees: boolean, at: Date) {
  const violation = sees ? listed : { ...listed, ...hidden }
  const { id, kind, detector, reporter, subject, dataset, state, openedAt, endedAt, isRestrained, isSeen } = violation
  return {
    ...{ id, number: writtenNumber(violation), kind, detector, dataset, state, isRestrained, isSeen },
    reporter: reporter && { name: reporter.name, unit: reporter.unit },
    subject: { type: subject.type, id: subject.id, name: subject.name },
    openedAt: openedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    notices: noticeClocks(violation.incident, violation.notices, at).map(clockToWire),
  }
}

function clockToWire({ notice, dueAt, isOverdue, sent }: NoticeClock) {
  const told = sent && { by: sent.by, recipient: sent.recipient, reference: sent.reference }
  return {
    ...{ notice, isOverdue, dueAt: dueAt.toISOString() },
    sent: sent && told && { at: sent.sentAt.toISOString(), ...told },
  }
}

/** Of what became of a report its reporter sees the steps, not who took them nor what was said of others. */
const toldToReporter: readonly string[] = ['raised', 'examined', 'upheld', 'dismissed']

export function violationToWire(violation: SeenViolation, reader: Principal, at: Date) {
  const sees = oversees(reader)
  const { words, window, outcome, measure, ground, instrument, incident, seenByCommitteeAt, state } = violation
  const isEnded = state === 'upheld' || state === 'dismissed'
  const may = (order: ViolationOrder) => orderFault(order, violation, reader) === undefined
  return {
    ...listedToWire(violation, sees, at),
    words,
    figures: sees ? { ...violation.figures } : {},
    window: window && { from: window.from.toISOString(), to: window.to.toISOString() },
    ...(sees || isEnded
      ? { outcome, measure, ground, instrument }
      : { outcome: null, measure: null, ground: null, instrument: null }),
    incident:
      sees && incident
        ? { since: incident.since.toISOString(), isPersonal: incident.isPersonal, ...incident.facts }
        : null,
    seenByCommitteeAt: seenByCommitteeAt?.toISOString() ?? null,
    evidence: sees ? violation.evidence.map(evidenceToWire) : [],
    acts: actsOf(violation, sees),
    oversees: sees,
    may: sees ? violationOrders.filter(may) : [],
  }
}

function actsOf({ acts }: SeenViolation, sees: boolean) {
  return acts
    .filter(({ act }) => sees || toldToReporter.includes(act))
    .map(({ act, at, accountName, unitName, words, facts }) => ({
      ...{ act, at: at.toISOString() },
      ...(sees
        ? { account: accountName, unit: unitName, words, facts: { ...facts } }
        : { account: null, unit: null, words: null, facts: {} }),
    }))
}

export function evidenceToWire({ number, at, by, positions, seal }: Evidence) {
  return {
    ...{ number, by, at: at.toISOString(), seal: seal.toString('hex') },
    positions: positions.map((each) =>
      each.kind === 'entries' ? { ...each, ids: [...each.ids], count: each.ids.length } : { ...each },
    ),
  }
}

export const checkedToWire = ({ holds, checks, ...kept }: CheckedEvidence) => ({
  ...evidenceToWire(kept),
  holds,
  checks: [...checks],
})
