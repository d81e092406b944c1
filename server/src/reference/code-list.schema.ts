import { Type } from 'typebox'
import { InstrumentShape } from '../law/index.ts'
import { DayShape, IdShape, Nullable, PageQuery } from '../platform/index.ts'
import type { Entry } from './entry.ts'

const CodeListVersionShape = Type.Object({
  version: Type.String(),
  validFrom: DayShape,
  validTo: Nullable(DayShape),
  entries: Type.Integer({ description: 'How many codes it has' }),
  instrument: Nullable(InstrumentShape),
})

export const CodeListShape = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    description: Type.String(),
    versions: Type.Array(CodeListVersionShape),
    current: Nullable(Type.String({ description: 'The version in force at the day asked for' })),
  },
  { $id: 'CodeList' },
)

export const CodeListArray = Type.Object({ items: Type.Array(CodeListShape) })

const Code = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })
const Name = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })

export const CodeListBody = Type.Object(
  { code: Code, name: Name, nameEn: Name, description: Type.String({ maxLength: 4000 }) },
  { additionalProperties: false },
)

export const CodeListParams = Type.Object({ code: Type.String({ maxLength: 100 }) })
export const EntryParams = Type.Object({
  code: Type.String({ maxLength: 100 }),
  entry: Type.String({ maxLength: 100 }),
})
export const AtQuery = Type.Object({ at: Type.Optional(DayShape) })

export const VersionQuery = Type.Object({
  version: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' }),
  validFrom: DayShape,
  instrument: Type.Optional(IdShape),
})

export const EntryFields = {
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  parent: Nullable(Type.String()),
  kind: Nullable(Type.String()),
  aliases: Type.Array(Type.String()),
}
export const CodeListEntryShape = Type.Object({ ...EntryFields, version: Type.String() }, { $id: 'CodeListEntry' })
export const EntryPage = Type.Object({
  items: Type.Array(Type.Object(EntryFields)),
  next: Nullable(Type.String()),
  version: Type.String(),
})
export const EntryQuery = Type.Object({
  at: Type.Optional(DayShape),
  version: Type.Optional(Type.String({ maxLength: 40 })),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  parent: Type.Optional(Type.String({ maxLength: 100, description: 'Only codes directly below this one' })),
  top: Type.Optional(Type.Boolean({ description: 'Only codes whose parent does not stand in the same version' })),
  ...PageQuery,
})

export function entryToWire({ code, name, nameEn, parent, kind, aliases }: Entry) {
  return { code, name, nameEn, parent, kind, aliases }
}
