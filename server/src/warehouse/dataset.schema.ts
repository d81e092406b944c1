import { Type } from 'typebox'

export const DatasetParams = Type.Object({ code: Type.String({ maxLength: 60 }) })
