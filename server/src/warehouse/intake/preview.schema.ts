import { Type } from 'typebox'
import { Nullable } from '../../platform/index.ts'
import { ProfileShape } from './profile.schema.ts'

export const PreviewShape = Type.Object(
  {
    profile: ProfileShape,
    remembered: Type.Boolean({ description: 'Whether the profile is the one remembered for the dataset' }),
    reasons: Type.Array(
      Type.Object({ setting: Type.String(), value: Type.String(), text: Type.String() }, { description: 'Of a guess' }),
    ),
    sheets: Type.Array(Type.String()),
    undecidedSheets: Type.Array(Type.String(), {
      description: 'Sheets that fit equally well while none is named; the file is not taken before one is',
    }),
    columns: Type.Array(
      Type.Object({
        source: Type.String(),
        field: Nullable(Type.String()),
        title: Nullable(Type.String()),
        samples: Type.Array(Type.String()),
      }),
    ),
    rows: Type.Array(Type.Array(Nullable(Type.String())), { description: 'The first rows as they stand in the file' }),
    conversions: Type.Array(
      Type.Object({ field: Type.String(), kind: Type.String(), from: Type.String(), to: Type.String() }),
      { description: 'What would be written in another way; one example for each field and kind' },
    ),
    faults: Type.Array(Type.Object({ rule: Type.String(), field: Nullable(Type.String()), text: Type.String() }), {
      description: 'Found in the first rows; the whole file is checked when it is submitted',
    }),
    missingFields: Type.Array(Type.String()),
    unknownColumns: Type.Array(Type.String()),
  },
  { $id: 'Preview' },
)
