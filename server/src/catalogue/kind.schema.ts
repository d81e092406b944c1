import { Type } from 'typebox'
import { classifications, datasetKinds, updateFrequencies, updateMethods } from './dataset.ts'
import type { KindRules } from './kind.ts'
import { kindNames, kindReasons } from './kind.texts.ts'

export const KindShape = Type.Object(
  {
    kind: Type.Enum(datasetKinds),
    name: Type.String(),
    nameEn: Type.String(),
    clause: Type.String(),
    classifications: Type.Array(Type.Enum(classifications)),
    personalData: Type.Boolean(),
    updateMethods: Type.Array(Type.Enum(updateMethods)),
    updateFrequencies: Type.Array(Type.Enum(updateFrequencies)),
    loads: Type.Array(Type.Enum(['full', 'incremental', 'deletions'])),
    withdrawal: Type.Boolean({ description: 'Whether a delivery can be taken back as a whole' }),
    quarantine: Type.Boolean({ description: 'Whether good rows may count while faulty ones of the same file wait' }),
    deletionShare: Type.Integer({ description: 'Percent of the rows a full load may delete without confirmation' }),
    pointsAt: Type.Array(Type.Enum(datasetKinds), { description: 'Kinds a field may point at' }),
    readership: Type.Enum(['somebody', 'another', 'everybody'], {
      description: 'Whom the catalogue must allow: somebody, a unit besides the provider, or every unit',
    }),
    purpose: Type.Enum(['never', 'confidential', 'always'], {
      description: 'When another unit must state its purpose to read what is not public',
    }),
    reasons: Type.Array(
      Type.Object({
        aspect: Type.String({ description: 'Which of the rules above' }),
        clause: Type.String(),
        text: Type.String(),
        textEn: Type.String(),
      }),
    ),
  },
  { $id: 'Kind' },
)

export const KindList = Type.Object({ items: Type.Array(KindShape) })

export function kindToWire(rules: KindRules) {
  const { vi: name, en: nameEn } = kindNames[rules.kind]
  const reasons = kindReasons[rules.kind].map(({ aspect, clause, text }) => {
    return { aspect, clause, text: text.vi, textEn: text.en }
  })
  return { ...rules, name, nameEn, reasons }
}
