import { Type } from 'typebox'
import type { Dataset } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { InstrumentShape, secrecyDegrees } from '../../law/index.ts'
import { IdShape, InstantShape, Nullable, PageOf, PageQuery } from '../../platform/index.ts'
import { decisionFault, incidentActs, incidentStates, outcomes } from './incident.ts'
import type { Decision, Incident } from './incident.ts'
import { askerOf } from './incident.decisions.ts'
import type { SeenIncident } from './incident.service.ts'
import { markerKinds } from './marker.ts'

const place = Type.Integer({ minimum: 1 })

const shared = {
  id: IdShape,
  dataset: Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() }),
  submission: Nullable(IdShape),
  upload: Nullable(IdShape),
  sentBy: Type.Object({ account: Type.String(), unit: Type.String() }),
  state: Type.Enum(incidentStates),
  marker: Type.Object({
    kind: Type.Enum(markerKinds, { description: 'What gave the file away' }),
    degree: Type.Enum(secrecyDegrees, { description: 'Mật, Tối mật or Tuyệt mật; unnamed where none is named' }),
    place: Type.Object({
      sheet: Type.Optional(place),
      row: Type.Optional(place),
      column: Type.Optional(place),
      property: Type.Optional(Type.String()),
    }),
  }),
  digest: Type.String({ description: 'SHA-256 of the file, hex' }),
  bytes: Type.Integer(),
  openedAt: InstantShape,
  sealedAt: Nullable(InstantShape),
}

export const IncidentListedShape = Type.Object(shared, { $id: 'IncidentListed' })
export const IncidentPage = PageOf(IncidentListedShape)

export const IncidentShape = Type.Object(
  {
    ...shared,
    acts: Type.Array(
      Type.Object({
        act: Type.Enum(incidentActs),
        at: InstantShape,
        account: Type.String(),
        unit: Type.String(),
        reason: Nullable(Type.String()),
        outcome: Nullable(Type.Enum(outcomes)),
        instrument: Nullable(InstrumentShape),
      }),
      { description: 'What became of it, in order' },
    ),
    may: Type.Object(
      { askRelease: Type.Boolean(), decideRelease: Type.Boolean(), handle: Type.Boolean() },
      { description: 'What the caller may do now as far as two persons and the state of the incident go' },
    ),
  },
  { $id: 'Incident' },
)

export const IncidentQuery = Type.Object({ state: Type.Optional(Type.Enum(incidentStates)), ...PageQuery })

const Reason = Type.String({ minLength: 10, maxLength: 2000, pattern: String.raw`\S` })
export const ReleaseRequestBody = Type.Object({ reason: Reason }, { additionalProperties: false })
export const ReleaseBody = Type.Object(
  { decision: Type.Enum(['confirm', 'refuse']), reason: Reason },
  { additionalProperties: false },
)
export const HandlingBody = Type.Object(
  {
    outcome: Type.Enum(outcomes),
    instrument: Type.String({ format: 'uuid', description: 'The instrument that decides it' }),
    reason: Reason,
  },
  { additionalProperties: false },
)

type Names = Pick<Dataset, 'code' | 'name' | 'nameEn'>

export function listedToWire(incident: Incident, { code, name, nameEn }: Names) {
  const { id, submissionId, uploadId, accountName, unitName, state, marker, digest, bytes } = incident
  return {
    ...{ id, state, digest, bytes, submission: submissionId, upload: uploadId },
    dataset: { code, name, nameEn },
    sentBy: { account: accountName, unit: unitName },
    marker: { ...marker, place: { ...marker.place } },
    openedAt: incident.openedAt.toISOString(),
    sealedAt: incident.sealedAt?.toISOString() ?? null,
  }
}

export function incidentToWire(incident: SeenIncident, dataset: Names, reader: Principal) {
  const askedBy = askerOf(incident, incident.acts)
  const may = (decision: Decision) => decisionFault(decision, incident, { by: reader.accountId, askedBy }) === undefined
  return {
    ...listedToWire(incident, dataset),
    acts: incident.acts.map(({ act, at, accountName, unitName, reason, outcome, instrument }) => ({
      ...{ act, at: at.toISOString(), account: accountName, unit: unitName, reason, outcome, instrument },
    })),
    may: { askRelease: may('askRelease'), decideRelease: may('decideRelease'), handle: may('handle') },
  }
}
