import { Type } from 'typebox'
import { DayShape, IdShape, Nullable, PageOf, PageQuery } from '../platform/index.ts'
import { instrumentKinds } from './instrument.ts'

const Line = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
const FileDigest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the signed file, hex' })

export const InstrumentShape = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    kind: Type.Enum(instrumentKinds),
    title: Type.String(),
    issuer: Type.String(),
    signer: Type.String(),
    signedOn: DayShape,
    effectiveFrom: DayShape,
    effectiveTo: Nullable(DayShape),
    fileDigest: Nullable(FileDigest),
  },
  { $id: 'Instrument' },
)

export const InstrumentBody = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    kind: Type.Enum(instrumentKinds),
    title: Line,
    issuer: Line,
    signer: Line,
    signedOn: DayShape,
    effectiveFrom: DayShape,
    effectiveTo: Type.Optional(Nullable(DayShape)),
    fileDigest: Type.Optional(Nullable(FileDigest)),
  },
  { additionalProperties: false },
)

export const InstrumentQuery = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), ...PageQuery })
export const InstrumentPage = PageOf(InstrumentShape)
