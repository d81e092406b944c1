import { Type } from 'typebox'
import { sensitivities } from '../../catalogue/index.ts'
import { OrgRefShape } from '../../identity/index.ts'
import type { Principal } from '../../identity/index.ts'
import { IdShape, InstantShape, Nullable, PageOf } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import { changesBetween, channels, masks } from './extent.ts'
import { grantStateAt, grantStates, isHeld, parties } from './grant.ts'
import type { Grant } from './grant.ts'
import { actsOf, requestActs } from './grant-request.acts.ts'
import { groundCodes, requestKinds, requestStates, stepKinds } from './grant-request.ts'
import type { GrantRequest, GrantStep } from './grant-request.ts'
import { groundTexts } from './grant.texts.ts'
import { writtenNumber } from '../written-number.ts'

const Words = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' })
const FieldName = Type.String({ minLength: 1, maxLength: 100 })
const strict = { additionalProperties: false }
const instant = (at: Date | null) => at?.toISOString() ?? null

const RowScopeShape = Type.Object(
  {
    field: FieldName,
    values: Type.Array(Type.String({ maxLength: 300 }), { minItems: 1, maxItems: 500, uniqueItems: true }),
  },
  strict,
)
const rest = {
  rows: Type.Array(RowScopeShape, {
    maxItems: 10,
    description: 'Conditions that all hold of a row; all rows where there are none',
  }),
  channels: Type.Array(Type.Enum(channels), { minItems: 1, uniqueItems: true }),
  rowsPerDay: Type.Integer({ minimum: 1, maximum: 100_000_000, description: 'Most rows in a day, local time' }),
}
const ExtentBody = Type.Object(
  {
    fields: Type.Array(Type.Object({ name: FieldName, mask: Nullable(Type.Enum(masks)) }, strict), {
      minItems: 1,
      maxItems: 500,
    }),
    ...rest,
  },
  strict,
)
const ExtentShape = Type.Object({
  fields: Type.Array(
    Type.Object({
      id: Type.String(),
      name: FieldName,
      sensitivity: Type.Enum(sensitivities),
      mask: Nullable(Type.Enum(masks)),
    }),
  ),
  ...rest,
})

const asked = { legalBasis: Words, reasons: Words, endsAt: InstantShape }
const StartsAt = Type.Optional(Nullable(InstantShape))
export const GrantRequestBody = Type.Object(
  {
    dataset: Type.String({ minLength: 1, maxLength: 100 }),
    purpose: Type.String({ minLength: 1, maxLength: 60 }),
    extent: ExtentBody,
    startsAt: StartsAt,
    ...asked,
  },
  strict,
)
export const RenewalBody = Type.Object(asked, strict)
export const AmendmentBody = Type.Object({ extent: ExtentBody, startsAt: StartsAt, ...asked }, strict)
export const OpinionBody = Type.Object({ agrees: Type.Boolean(), text: Words }, strict)
export const CheckBody = Type.Object({ passesOn: Type.Boolean(), text: Words }, strict)
export const ConsentBody = Type.Object(
  {
    instrument: Type.String({ format: 'uuid', description: 'The consent: an instrument with the digest of its file' }),
  },
  strict,
)
export const GrantRefusalBody = Type.Object({ ground: Type.Enum(groundCodes), text: Words }, strict)
export const SaidBody = Type.Object({ text: Words }, strict)
export const GrantReasonBody = Type.Object({ reason: Words }, strict)

export const GrantParams = Type.Object({ id: Type.String({ format: 'uuid' }) })
const pageQuery = {
  dataset: Type.Optional(Type.String({ maxLength: 100 })),
  before: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
}
export const GrantRequestQuery = Type.Object({ ...pageQuery, open: Type.Optional(Type.Boolean()) })
export const GrantQuery = Type.Object(pageQuery)

const DatasetShape = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  provider: OrgRefShape,
})
const PurposeRefShape = Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })
const GroundShape = Type.Object({ code: Type.Enum(groundCodes), clause: Type.String(), text: Type.String() })

export const GrantRequestShape = Type.Object(
  {
    id: IdShape,
    number: Type.String({ description: 'Like 2026/0007' }),
    kind: Type.Enum(requestKinds),
    grant: Nullable(Type.Object({ id: IdShape, number: Type.String() })),
    changes: Type.Array(
      Type.Object({
        what: Type.Enum(['field', 'mask', 'rows', 'channel', 'rowsPerDay']),
        name: Type.String(),
        before: Nullable(Type.String()),
        after: Nullable(Type.String()),
      }),
      { description: 'What it changes of the grant it is about' },
    ),
    unit: OrgRefShape,
    dataset: DatasetShape,
    purpose: PurposeRefShape,
    legalBasis: Type.String(),
    reasons: Type.String(),
    extent: ExtentShape,
    startsAt: Nullable(InstantShape),
    endsAt: InstantShape,
    state: Type.Enum(requestStates),
    askedAt: InstantShape,
    dueAt: Nullable(InstantShape),
    certainty: Type.Enum(['whole', 'partial', 'weekdays'], {
      description: 'How far the calendar behind the clock is known',
    }),
    isOverdue: Type.Boolean(),
    endedAt: Nullable(InstantShape),
    instrument: Nullable(Type.Object({ id: IdShape, number: Type.String() })),
    ground: Nullable(GroundShape),
    acts: Type.Array(Type.Enum(requestActs), { description: 'What the caller may do with it now' }),
  },
  { $id: 'GrantRequest' },
)
export const GrantRequestPage = PageOf(GrantRequestShape)
export const GroundList = Type.Object({ items: Type.Array(GroundShape) })

export const GrantStepList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: IdShape,
      kind: Type.Enum(stepKinds),
      at: InstantShape,
      unit: Nullable(OrgRefShape),
      account: Type.String({ description: 'Login' }),
      text: Nullable(Type.String()),
    }),
  ),
})

export const GrantShape = Type.Object(
  {
    id: IdShape,
    number: Type.String({ description: 'Like 2026/0007' }),
    request: IdShape,
    unit: OrgRefShape,
    holders: Type.Array(OrgRefShape, { description: 'Who may use it now' }),
    dataset: DatasetShape,
    purpose: PurposeRefShape,
    extent: ExtentShape,
    startsAt: InstantShape,
    endsAt: InstantShape,
    state: Type.Enum(grantStates),
    instrument: Type.Object({
      id: IdShape,
      number: Type.String(),
      signedOn: Type.String({ format: 'date' }),
      signer: Type.String(),
      issuer: Type.String(),
      fileDigest: Nullable(Type.String()),
    }),
    revokedAt: Nullable(InstantShape),
    revocation: Nullable(Type.String()),
    became: Nullable(IdShape),
    holds: Type.Array(
      Type.Object({
        party: Type.Enum(parties),
        since: InstantShape,
        by: Type.String(),
        reason: Type.String(),
        letGoAt: Nullable(InstantShape),
      }),
    ),
  },
  { $id: 'Grant' },
)
export const GrantPage = PageOf(GrantShape)

export interface WireContext {
  readonly principal: Principal
  readonly at: Date
  readonly language: Language
}

export function grantRequestToWire(request: GrantRequest, { principal, at, language }: WireContext) {
  const { id, kind, grant, unit, dataset, purpose, legalBasis, reasons, extent, state, certainty, dueAt } = request
  const { ground, instrument } = request
  return {
    ...{ id, kind, unit, purpose, legalBasis, reasons, state, certainty, instrument },
    number: writtenNumber(request),
    grant: grant && { id: grant.id, number: writtenNumber(grant) },
    changes: grant ? changesBetween(grant.extent, extent) : [],
    dataset: datasetToWire(dataset),
    extent: extentToWire(extent),
    startsAt: instant(request.startsAt),
    endsAt: request.endsAt.toISOString(),
    askedAt: request.askedAt.toISOString(),
    dueAt: instant(dueAt),
    isOverdue: dueAt !== null && at >= dueAt,
    endedAt: instant(request.endedAt),
    ground: ground && groundToWire(ground, language),
    acts: actsOf(request, principal, at),
  }
}

export function groundToWire(code: (typeof groundCodes)[number], language: Language) {
  const { clause, ...text } = groundTexts[code]
  return { code, clause, text: text[language] }
}

export function grantStepToWire({ id, kind, at, unit, account, text }: GrantStep) {
  return { id, kind, unit, account, text, at: at.toISOString() }
}

export function grantToWire(grant: Grant, at: Date) {
  const { id, request, unit, holders, purpose, instrument, revocation, became, holds } = grant
  return {
    ...{ id, request, unit, purpose, instrument, revocation, became, holders: [...holders] },
    number: writtenNumber(grant),
    dataset: datasetToWire(grant.dataset),
    extent: extentToWire(grant.extent),
    startsAt: grant.startsAt.toISOString(),
    endsAt: grant.endsAt.toISOString(),
    state: grantStateAt({ ...grant, isHeld: isHeld(grant) }, at),
    revokedAt: instant(grant.revokedAt),
    holds: holds.map(({ since, letGoAt, ...hold }) => ({
      ...hold,
      since: since.toISOString(),
      letGoAt: instant(letGoAt),
    })),
  }
}

function datasetToWire({ code, name, nameEn, provider }: Grant['dataset']) {
  return { code, name, nameEn, provider }
}

function extentToWire({ fields, rows, channels: through, rowsPerDay }: Grant['extent']) {
  return {
    fields: [...fields],
    rows: rows.map(({ field, values }) => ({ field, values: [...values] })),
    channels: [...through],
    rowsPerDay,
  }
}
