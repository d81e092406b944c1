import { Type } from 'typebox'
import { OrgRefShape } from '../../identity/index.ts'
import { IdShape, InstantShape, Nullable, PageOf } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import { noticeKinds } from './notice.store.ts'
import type { SubjectNotice } from './notice.store.ts'
import { actsOf, requestActs } from './request-acts.ts'
import type { SubjectReadsAnswer } from './subject-reads.ts'
import {
  clockNames,
  groundCodes,
  isGroundFor,
  requestKinds,
  requestStates,
  runningClock,
  stepKinds,
} from './subject-request.ts'
import type { RequestStep, SubjectRequest } from './subject-request.ts'
import { groundTexts } from './subject-request.texts.ts'
import { writtenNumber } from '../written-number.ts'

const Line = (description: string) => Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description })
export const Words = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' })
const Codes = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 50 })

const SubjectShape = Type.Object(
  {
    name: Line('Name'),
    identityNumber: Line('Personal identification number, or that of the document shown'),
    contact: Type.String({ maxLength: 300, description: 'Where the answer goes' }),
    wish: Type.String({
      minLength: 1,
      maxLength: 4000,
      pattern: '\\S',
      description: "What is asked for, in the person's words",
    }),
  },
  { additionalProperties: false },
)

export const RequestBody = Type.Object(
  { kind: Type.Enum(requestKinds), subject: SubjectShape, datasets: Type.Optional(Codes) },
  { additionalProperties: false },
)
export const AssignmentBody = Type.Object(
  { datasets: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 50 }) },
  { additionalProperties: false },
)
export const WordsBody = Type.Object({ text: Words }, { additionalProperties: false })
export const ReasonBody = Type.Object({ reason: Words }, { additionalProperties: false })
export const RefusalBody = Type.Object(
  { ground: Type.Enum(groundCodes), reasons: Words },
  { additionalProperties: false },
)

export const SubjectRequestShape = Type.Object(
  {
    id: IdShape,
    number: Type.String({ description: 'Like 2026/0007' }),
    kind: Type.Enum(requestKinds),
    state: Type.Enum(requestStates),
    unit: OrgRefShape,
    receivedAt: InstantShape,
    respondBy: InstantShape,
    fulfilBy: Nullable(InstantShape),
    certainty: Type.Enum(['whole', 'partial', 'weekdays'], {
      description: 'How far the calendar behind the clocks is known',
    }),
    clock: Nullable(
      Type.Object(
        { name: Type.Enum(clockNames), dueAt: InstantShape, isOverdue: Type.Boolean() },
        { description: 'The clock that runs now' },
      ),
    ),
    respondedAt: Nullable(InstantShape),
    extendedAt: Nullable(InstantShape),
    endedAt: Nullable(InstantShape),
    ground: Nullable(Type.Object({ code: Type.Enum(groundCodes), text: Type.String() })),
    grounds: Type.Array(Type.Object({ code: Type.Enum(groundCodes), text: Type.String() }), {
      description: 'On which it could be refused',
    }),
    datasets: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        unit: OrgRefShape,
        reportedAt: Nullable(InstantShape),
      }),
    ),
    subject: Nullable(SubjectShape),
    isDesk: Type.Boolean({ description: 'Whether the caller handles it, rather than reports on its own data' }),
    acts: Type.Array(Type.Enum(requestActs), { description: 'What the caller may do now; what comes next first' }),
  },
  { $id: 'SubjectRequest' },
)
export const SubjectRequestPage = PageOf(SubjectRequestShape)

const StepShape = Type.Object({
  id: IdShape,
  kind: Type.Enum(stepKinds),
  at: InstantShape,
  unit: Nullable(OrgRefShape),
  account: Type.String({ description: 'Login' }),
  text: Nullable(Type.String()),
})
export const StepList = Type.Object({ items: Type.Array(StepShape) })

const NoticeShape = Type.Object({
  id: IdShape,
  kind: Type.Enum(noticeKinds),
  clock: Type.Enum(clockNames),
  at: InstantShape,
  request: IdShape,
  number: Type.String(),
  requestKind: Type.Enum(requestKinds),
  dueAt: Nullable(InstantShape),
})
export const NoticeList = Type.Object({ items: Type.Array(NoticeShape) })

const Titled = Type.Object({ name: Type.String(), title: Type.String(), titleEn: Type.String() })
const ReadFacts = {
  unit: Type.String({ description: 'The unit that read; never the person' }),
  action: Type.String(),
  purpose: Nullable(Type.String()),
  fields: Type.Array(Type.String()),
  reasons: Type.Array(Type.String(), { description: 'Why it was allowed, by the names of the decision’s reasons' }),
}
export const SubjectReadsShape = Type.Object(
  {
    at: InstantShape,
    datasets: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        provider: OrgRefShape,
        by: Type.Array(Titled),
        notSearched: Type.Array(Titled, { description: 'Hold identity numbers, but cannot be looked up' }),
        records: Type.Integer(),
        endedRecords: Type.Integer(),
        since: Nullable(InstantShape),
        named: Type.Array(Type.Object({ at: InstantShape, ...ReadFacts }), {
          description: 'Reads that named the record',
        }),
        namedCount: Type.Integer(),
        titles: Type.Record(Type.String(), Type.Object({ title: Type.String(), titleEn: Type.String() }), {
          description: 'Of the fields, by their names',
        }),
        bulk: Type.Array(
          Type.Object({ ...ReadFacts, reads: Type.Integer(), firstAt: InstantShape, lastAt: InstantShape }),
          { description: 'Reads of many records that may have held it' },
        ),
      }),
    ),
  },
  { $id: 'SubjectReads' },
)

export function requestToWire(
  request: SubjectRequest,
  to: { readonly at: Date; readonly language: Language; readonly isDesk: boolean; readonly unit: string },
) {
  const { year, number, receivedAt, respondBy, fulfilBy, respondedAt, extendedAt, endedAt, ground, kind } = request
  const { id, state, unit, certainty, datasets, subject } = request
  const clock = runningClock(request, to.at)
  const grounded = (code: (typeof groundCodes)[number]) => ({ code, text: groundTexts[code][to.language] })
  return {
    ...{ id, kind, state, unit, certainty, subject, isDesk: to.isDesk },
    acts: actsOf(request, to, to.at),
    number: writtenNumber({ year, number }),
    receivedAt: receivedAt.toISOString(),
    respondBy: respondBy.toISOString(),
    fulfilBy: instant(fulfilBy),
    clock: clock && { ...clock, dueAt: clock.dueAt.toISOString() },
    respondedAt: instant(respondedAt),
    extendedAt: instant(extendedAt),
    endedAt: instant(endedAt),
    ground: ground && grounded(ground),
    grounds: groundCodes.filter((code) => isGroundFor(kind, code)).map(grounded),
    datasets: datasets.map(({ reportedAt, ...each }) => ({ ...each, reportedAt: instant(reportedAt) })),
  }
}

export function stepToWire({ at, ...step }: RequestStep) {
  return { ...step, at: at.toISOString() }
}

export function noticeToWire({ at, dueAt, year, number, ...notice }: SubjectNotice) {
  return { ...notice, number: writtenNumber({ year, number }), at: at.toISOString(), dueAt: instant(dueAt) }
}

export function readsToWire({ at, datasets }: SubjectReadsAnswer) {
  return {
    at: at.toISOString(),
    datasets: datasets.map(({ since, named, bulk, by, notSearched, ...dataset }) => ({
      ...{ ...dataset, by: [...by], notSearched: [...notSearched], since: instant(since) },
      named: named.map(({ at: when, fields, reasons, ...read }) => ({
        ...{ ...read, fields: [...fields], reasons: [...reasons], at: when.toISOString() },
      })),
      bulk: bulk.map(({ firstAt, lastAt, fields, reasons, ...reads }) => ({
        ...{ ...reads, fields: [...fields], reasons: [...reasons] },
        ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() },
      })),
    })),
  }
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
