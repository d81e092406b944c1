import { Type } from 'typebox'
import { OrgRefShape } from '../../identity/index.ts'
import { InstantShape, Nullable } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import { confirmedVersion, ownMeasures, reviewDay } from './impact-file.ts'
import type { ImpactFacts, ImpactVersion } from './impact-file.ts'
import type { ImpactFile } from './impact-file.service.ts'
import { measureTexts } from './impact-file.texts.ts'

const Words = (description: string) => Type.String({ minLength: 1, maxLength: 8000, pattern: '\\S', description })

export const ImpactBody = Type.Object(
  {
    purposes: Words('For what the personal data is processed'),
    legalBasis: Words('By which law or instrument'),
    retention: Words('How long it is kept, and what happens then'),
    risks: Words('What could harm the people concerned'),
    measures: Words('What the unit does beside what the warehouse does by itself'),
  },
  { additionalProperties: false },
)
export const ConfirmationBody = Type.Object(
  { version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  { additionalProperties: false },
)

const FactsShape = Type.Object({
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      sensitivity: Type.Enum(['personal', 'sensitive']),
    }),
  ),
  classification: Type.Enum(['public', 'internal', 'confidential']),
  consumers: Type.Array(Type.String({ description: 'A unit, or a group: departments, wards, all' })),
  catalogue: Nullable(Type.Object({ version: Type.Integer(), instrument: Type.String() })),
  measures: Type.Array(Type.Object({ code: Type.Enum(ownMeasures), text: Type.String() })),
})

const VersionShape = Type.Object({
  version: Type.Integer(),
  unit: OrgRefShape,
  ...ImpactBody.properties,
  writtenAt: InstantShape,
  writtenBy: Type.String({ description: 'Login' }),
  confirmedAt: Nullable(InstantShape),
  confirmedBy: Nullable(Type.String({ description: 'Login' })),
})

const summary = {
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  provider: OrgRefShape,
  status: Type.Enum(['missing', 'drafted', 'confirmed', 'outdated', 'review-due']),
  personal: Type.Integer({ description: 'Basic personal fields' }),
  sensitive: Type.Integer({ description: 'Sensitive fields' }),
  confirmedAt: Nullable(InstantShape),
  reviewOn: Nullable(Type.String({ format: 'date', description: 'The day to look at it again' })),
}
export const ImpactFileList = Type.Object({ items: Type.Array(Type.Object(summary, { $id: 'ImpactFileSummary' })) })
export const ImpactFileShape = Type.Object(
  {
    ...summary,
    mayWrite: Type.Boolean(),
    facts: FactsShape,
    versions: Type.Array(VersionShape, { description: 'Newest first' }),
  },
  { $id: 'ImpactFile' },
)

export function summaryToWire({ code, name, nameEn, provider, status, facts, versions }: ImpactFile) {
  const confirmedAt = confirmedVersion(versions)?.confirmedAt ?? null
  const count = (wanted: string) => facts.fields.filter(({ sensitivity }) => sensitivity === wanted).length
  return {
    ...{ code, name, nameEn, provider, status },
    ...{ personal: count('personal'), sensitive: count('sensitive') },
    confirmedAt: confirmedAt?.toISOString() ?? null,
    reviewOn: confirmedAt && reviewDay(confirmedAt),
  }
}

export function fileToWire(file: ImpactFile, { language, mayWrite }: { language: Language; mayWrite: boolean }) {
  return {
    ...summaryToWire(file),
    mayWrite,
    facts: factsToWire(file.facts, language),
    versions: file.versions.map(versionToWire),
  }
}

function factsToWire({ fields, classification, consumers, catalogue, measures }: ImpactFacts, language: Language) {
  return {
    ...{ fields: [...fields], classification, consumers: [...consumers], catalogue },
    measures: measures.map((code) => ({ code, text: measureTexts[code][language] })),
  }
}

function versionToWire(from: ImpactVersion) {
  const { version, unit, purposes, legalBasis, retention, risks, measures, writtenBy, confirmedBy } = from
  return {
    ...{ version, unit, purposes, legalBasis, retention, risks, measures, writtenBy, confirmedBy },
    writtenAt: from.writtenAt.toISOString(),
    confirmedAt: from.confirmedAt?.toISOString() ?? null,
  }
}
