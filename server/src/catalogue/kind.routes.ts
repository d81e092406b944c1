import { route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { allKindRules } from './kind.ts'
import { KindList, kindToWire } from './kind.schema.ts'

export function kindRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/kinds',
      operationId: 'catalogue.listKinds',
      summary: 'What each kind of data allows and demands, and by which clause',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: KindList } },
      handler: () => Promise.resolve({ items: allKindRules.map(kindToWire) }),
    }),
  ]
}
