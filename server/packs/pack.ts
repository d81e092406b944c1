import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import { DatasetTexts, FieldBody } from '../src/catalogue/index.ts'
import type { DatasetDescription } from '../recipes/recipe.ts'

const closed = { additionalProperties: false }

/** A field of a structure, and the element of a national standard it stands for. */
const PackFieldShape = Type.Object(
  {
    ...FieldBody.properties,
    standard: Type.Optional(
      Type.Object({ code: Type.String({ minLength: 1 }), element: Type.String({ minLength: 1 }) }, closed),
    ),
  },
  closed,
)

/** What a file of this folder must hold. */
export const PackShape = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z]+(-[a-z]+)*$' }),
    title: Type.String({ minLength: 1 }),
    titleEn: Type.String({ minLength: 1 }),
    standards: Type.Array(Type.Object({ code: Type.String(), title: Type.String() }, closed)),
    dataset: DatasetTexts,
    fields: Type.Array(PackFieldShape, { minItems: 1 }),
  },
  closed,
)

/** A canonical structure for one kind of thing, to be installed as a dataset. */
export type Pack = Static<typeof PackShape>

/** Reads a pack; a file of another shape is named with its first fault. */
export function parsePack(json: unknown, file: string): Pack {
  for (const fault of Value.Errors(PackShape, json)) throw new Error(`${file}${fault.instancePath}: ${fault.message}`)
  return json as Pack
}

/** What an installation adds to a pack: who provides the data, whom to ask, who may use them. */
export type Stewardship = Pick<DatasetDescription, 'provider' | 'contact' | 'consumers'>

/** The dataset a pack describes, under its own code or another; a reference into itself follows the code. */
export function packDataset(
  pack: Pack,
  stewardship: Stewardship,
  over: Partial<DatasetDescription> = {},
): DatasetDescription {
  const code = over.code ?? pack.dataset.code
  const fields = over.fields ?? packFields(pack)
  return {
    ...pack.dataset,
    ...stewardship,
    note: `Theo gói cấu trúc ${pack.name}`,
    ...over,
    fields: fields.map((field) =>
      field.references?.dataset === pack.dataset.code
        ? { ...field, references: { ...field.references, dataset: code } }
        : field,
    ),
  }
}

/** The fields as the catalogue takes them. */
export function packFields(pack: Pack): DatasetDescription['fields'] {
  return pack.fields.map((field) => {
    const declared = { ...field }
    delete declared.standard
    return declared
  })
}

/** Datasets a pack points at, its own left out. */
export function neededDatasets({ dataset, fields }: Pack): string[] {
  const named = fields.flatMap(({ references }) => (references ? [references.dataset] : []))
  return [...new Set(named)].filter((code) => code !== dataset.code)
}

/** Code lists a pack uses. */
export function neededCodeLists({ fields }: Pack): string[] {
  return [...new Set(fields.flatMap(({ codeList }) => (codeList ? [codeList] : [])))]
}
