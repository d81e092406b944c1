import { Type } from 'typebox'
import { OrgRefShape } from '../identity/index.ts'
import { route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import type { Catalogue } from './catalogue.ts'

const Params = Type.Object({ code: Type.String({ maxLength: 100 }) })

const Uses = Type.Object({
  items: Type.Array(
    Type.Object({
      dataset: Type.Object({
        code: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        provider: OrgRefShape,
      }),
      fields: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), titleEn: Type.String() })),
    }),
  ),
})

export function codeListUseRoutes({ catalogue }: { catalogue: Catalogue }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/code-lists/:code/uses',
      operationId: 'catalogue.listCodeListUses',
      summary: 'Datasets whose current structure takes values from a code list, with the fields that do',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['reference.codeListNotFound'],
      schema: { params: Params, response: { 200: Uses } },
      handler: async ({ params }) => {
        const uses = await catalogue.listCodeListUses(params.code)
        return {
          items: uses.map(({ fields, provider, code, name, nameEn }) => {
            return { dataset: { code, name, nameEn, provider }, fields: [...fields] }
          }),
        }
      },
    }),
  ]
}
