import { route } from '../platform/index.ts'
import type { CursorSeal, Route } from '../platform/index.ts'
import { CompareQuery, ComparisonShape, HierarchyShape, LifeShape, PlaceShape } from './browse.schema.ts'
import { AtQuery, CodeListParams, EntryParams, entryToWire } from './code-list.schema.ts'
import type { Reference } from './code-list.service.ts'

interface Deps {
  readonly reference: Reference
  readonly cursors: CursorSeal
}

export function browseRoutes({ reference, cursors }: Deps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/reference/code-lists/:code/hierarchy',
      operationId: 'reference.getHierarchy',
      summary: 'The list the parents of a list stand in, and the lists below it, at a day',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['reference.codeListNotFound'],
      schema: { params: CodeListParams, querystring: AtQuery, response: { 200: HierarchyShape } },
      handler: ({ params, query }) => reference.listHierarchy(params.code, query.at),
    }),
    route({
      method: 'GET',
      url: '/reference/code-lists/:code/entries/:entry/place',
      operationId: 'reference.getPlace',
      summary: 'What stands above a code and how much below it, across lists',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['reference.entryNotFound'],
      schema: { params: EntryParams, querystring: AtQuery, response: { 200: PlaceShape } },
      handler: ({ params, query }) => reference.entryPlace(params.code, params.entry, query.at),
    }),
    route({
      method: 'GET',
      url: '/reference/code-lists/:code/entries/:entry/life',
      operationId: 'reference.getLife',
      summary: 'What a code has meant, from when to when',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['reference.codeListNotFound', 'reference.entryUnknown'],
      schema: { params: EntryParams, response: { 200: LifeShape } },
      handler: async ({ params }) => {
        const periods = await reference.entryLife(params.code, params.entry)
        return {
          items: periods.map(({ validFrom, validTo, versions, ...entry }) => {
            return { ...entryToWire(entry), validFrom, validTo, versions: [...versions] }
          }),
        }
      },
    }),
    compare({ reference, cursors }),
  ]
}

function compare({ reference, cursors }: Deps): Route {
  return route({
    method: 'GET',
    url: '/reference/code-lists/:code/changes',
    operationId: 'reference.compareVersions',
    summary: 'What is different between two versions of a list: added, gone, renamed, moved or amended codes',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['reference.codeListNotFound', 'reference.versionNotFound'],
    schema: { params: CodeListParams, querystring: CompareQuery, response: { 200: ComparisonShape } },
    handler: async ({ params, query: { from, to, kind, limit = 50, cursor } }) => {
      const name = JSON.stringify(['changes', params.code, from, to, kind])
      const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
      const versions = { list: params.code, from, to }
      const { counts, changes } = await reference.compareVersions(versions, { kind, after, limit })
      const last = changes.length === limit ? changes.at(-1) : undefined
      const items = changes.map(({ code, kinds, before, after: now }) => ({
        ...{ code, kinds: [...kinds] },
        before: before && entryToWire(before),
        after: now && entryToWire(now),
      }))
      return { counts, items, next: last === undefined ? null : cursors.seal(name, last.code) }
    },
  })
}
