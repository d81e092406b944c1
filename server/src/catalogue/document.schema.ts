import { Type } from 'typebox'
import { DayShape, IdShape, InstantShape, Nullable } from '../platform/index.ts'
import { documentKinds, mediaTypes } from './document.ts'
import type { DatasetDocument } from './document.ts'

export const DocumentShape = Type.Object(
  {
    id: IdShape,
    kind: Type.Enum([...documentKinds]),
    language: Type.Enum(['vi', 'en']),
    title: Type.String(),
    version: Type.String(),
    effectiveFrom: DayShape,
    fileName: Type.String(),
    mediaType: Type.Enum([...mediaTypes]),
    bytes: Type.Integer(),
    digest: Type.String({ description: 'SHA-256 of the file, hex' }),
    addedAt: InstantShape,
    unitName: Type.String({ description: 'The unit that added it' }),
    supersedes: Nullable(IdShape),
    supersededBy: Nullable(IdShape),
    href: Type.String({ description: 'Where the file is downloaded' }),
  },
  { $id: 'DatasetDocument' },
)

export const DocumentList = Type.Object({ items: Type.Array(DocumentShape) })

export const DocumentParams = Type.Object({ code: Type.String({ maxLength: 100 }), document: IdShape })

export const DocumentListQuery = Type.Object({
  superseded: Type.Optional(Type.Boolean({ description: 'Lists superseded versions too' })),
})

const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })

/** What is said of a document stands in the address, since the body is the file. */
export const DocumentQuery = Type.Object({
  kind: Type.Enum([...documentKinds]),
  language: Type.Enum(['vi', 'en']),
  title: Line(300),
  version: Line(50),
  effectiveFrom: DayShape,
  fileName: Line(300),
  mediaType: Type.Enum([...mediaTypes]),
  supersedes: Type.Optional(IdShape),
})

export function documentToWire(code: string, { addedAt, ...document }: DatasetDocument) {
  const href = `/api/v1/catalogue/datasets/${code}/documents/${document.id}/content`
  return { ...document, addedAt: addedAt.toISOString(), href }
}
