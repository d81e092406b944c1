import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable, PageOf, problemBody } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import { formats } from '../record/format/format.ts'
import { exportStates, fileNameOf, percentOf } from './export.ts'
import type { Export } from './export.ts'
import { exportProblem } from './export-problem.ts'

const filterText = Type.String({ maxLength: 20_000 })

export const ExportBody = Type.Object(
  {
    format: Type.Enum(formats),
    select: Type.Optional(Type.String({ maxLength: 2000, description: 'Names of fields, separated by commas' })),
    filter: Type.Optional(Type.Array(filterText, { maxItems: 50, description: 'field:operator:value each' })),
    where: Type.Optional(Type.String({ maxLength: 20_000, description: 'A filter as JSON, as for reading' })),
    asOf: Type.Optional(Type.String({ maxLength: 40, description: 'An apply number or an instant' })),
    structure: Type.Optional(Type.Integer({ minimum: 1, maximum: 1e6 })),
    bom: Type.Optional(Type.Boolean({ description: 'Whether a CSV begins with a byte order mark' })),
    purpose: Type.Optional(Type.String({ maxLength: 300, description: 'What the data is read for (Điều 18.2)' })),
  },
  { additionalProperties: false },
)

export const ExportShape = Type.Object(
  {
    id: IdShape,
    dataset: Type.String(),
    state: Type.Enum(exportStates),
    format: Type.Enum(formats),
    fields: Type.Array(Type.String()),
    purpose: Nullable(Type.String()),
    structureVersion: Type.Integer(),
    apply: Nullable(Type.Integer({ description: 'The apply whose state the file holds' })),
    requestedAt: InstantShape,
    requestedBy: Type.String(),
    finishedAt: Nullable(InstantShape),
    expiresAt: Nullable(InstantShape),
    rows: Type.Integer(),
    totalRows: Nullable(Type.Integer()),
    bytes: Type.Integer(),
    percent: Type.Integer(),
    digest: Nullable(Type.String({ description: 'SHA-256 of the file, hex' })),
    fileName: Type.String(),
    problem: Nullable(Type.Object({ code: Type.String(), title: Type.String(), remedy: Type.String() })),
  },
  { $id: 'Export' },
)

export const ExportPage = PageOf(ExportShape)
export const ExportParams = Type.Object({ id: IdShape })

export function exportToWire(job: Export, language: Language) {
  const { id, datasetCode, state, format, fields, purpose, structureVersion, apply, accountName } = job
  const { requestedAt, finishedAt, expiresAt, rows, totalRows, bytes, digest, problem } = job
  const told = problem === null ? undefined : problemBody(exportProblem(problem, datasetCode), language, id)
  return {
    ...{ id, dataset: datasetCode, state, format, fields, purpose, structureVersion, apply },
    ...{ requestedAt: requestedAt.toISOString(), requestedBy: accountName },
    ...{ finishedAt: finishedAt?.toISOString() ?? null, expiresAt: expiresAt?.toISOString() ?? null },
    ...{ rows, totalRows, bytes, percent: percentOf(job), digest, fileName: fileNameOf(job) },
    problem: told === undefined ? null : { code: told.code, title: told.title, remedy: told.remedy },
  }
}
