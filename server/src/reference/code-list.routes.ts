import { Readable } from 'node:stream'
import { principalOf } from '../identity/index.ts'
import { platformProblems, preferredLanguage, route } from '../platform/index.ts'
import type { CursorSeal, Route } from '../platform/index.ts'
import { browseRoutes } from './browse.routes.ts'
import {
  AtQuery,
  CodeListArray,
  CodeListBody,
  CodeListEntryShape,
  CodeListParams,
  CodeListShape,
  EntryPage,
  EntryParams,
  EntryQuery,
  entryToWire,
  VersionQuery,
} from './code-list.schema.ts'
import type { Reference } from './code-list.service.ts'
import { referencePermissions } from './reference.permissions.ts'

interface Deps {
  readonly reference: Reference
  readonly cursors: CursorSeal
}

export function referenceRoutes(deps: Deps): Route[] {
  return [...readingRoutes(deps), ...browseRoutes(deps), ...changingRoutes(deps)]
}

function readingRoutes({ reference, cursors }: Deps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/reference/code-lists',
      operationId: 'reference.listCodeLists',
      summary: 'All code lists with their versions; `current` is the one in force at the day asked for',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { querystring: AtQuery, response: { 200: CodeListArray } },
      handler: async ({ query }) => ({ items: await reference.listCodeLists(query.at) }),
    }),
    route({
      method: 'GET',
      url: '/reference/code-lists/:code',
      operationId: 'reference.getCodeList',
      summary: 'One code list; `current` is the version in force at the day asked for',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['reference.codeListNotFound'],
      schema: { params: CodeListParams, querystring: AtQuery, response: { 200: CodeListShape } },
      handler: ({ params, query }) => reference.getCodeList(params.code, query.at),
    }),
    route({
      method: 'GET',
      url: '/reference/code-lists/:code/entries',
      operationId: 'reference.listEntries',
      summary: 'Codes of one version, in the order of the list',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['reference.codeListNotFound', 'reference.versionNotFound', 'reference.noVersionInForce'],
      schema: { params: CodeListParams, querystring: EntryQuery, response: { 200: EntryPage } },
      handler: async ({ params, query: { at, version, q, parent, top, limit = 50, cursor } }) => {
        const name = JSON.stringify(['entries', params.code, at, version, q, parent, top])
        const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as number)
        const page = await reference.listEntries(params.code, { version, day: at }, { q, parent, top, after, limit })
        const items = page.entries.map(entryToWire)
        const last = items.length === limit ? page.entries.at(-1) : undefined
        return { items, next: last === undefined ? null : cursors.seal(name, last.position), version: page.version }
      },
    }),
    route({
      method: 'GET',
      url: '/reference/code-lists/:code/entries/:entry',
      operationId: 'reference.getEntry',
      summary: 'One code as it is on a day',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['reference.entryNotFound'],
      schema: { params: EntryParams, querystring: AtQuery, response: { 200: CodeListEntryShape } },
      handler: ({ params, query }) => reference.getEntry(params.code, params.entry, query.at),
    }),
  ]
}

function changingRoutes({ reference }: Deps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/reference/code-lists',
      operationId: 'reference.registerCodeList',
      summary: 'Register a code list',
      permission: referencePermissions['codeList.register'],
      zone: 'dedicated',
      problems: ['reference.codeListExists'],
      schema: { body: CodeListBody, response: { 201: CodeListShape } },
      handler: async (request, reply) => {
        const list = await reference.registerCodeList(principalOf(request), request.body)
        return reply.code(201).header('location', `/api/v1/reference/code-lists/${list.code}`).send(list)
      },
    }),
    route({
      method: 'POST',
      url: '/reference/code-lists/:code/versions',
      operationId: 'reference.addVersion',
      summary: 'Add a version from CSV; the version before it ends where this one begins',
      permission: referencePermissions['codeList.addVersion'],
      zone: 'dedicated',
      problems: [
        'reference.codeListNotFound',
        'reference.versionExists',
        'reference.versionNotLater',
        'reference.entriesInvalid',
        'law.instrumentNotFound',
      ],
      streams: ['text/csv'],
      schema: { params: CodeListParams, querystring: VersionQuery, response: { 201: CodeListShape } },
      handler: async (request, reply) => {
        const { body, params, query } = request
        if (!(body instanceof Readable)) throw platformProblems.unsupportedMediaType()
        const language = preferredLanguage(request.headers['accept-language'])
        const input = { ...query, instrument: query.instrument ?? null, entries: body }
        const list = await reference.addVersion(principalOf(request), params.code, input, language)
        return reply.code(201).send(list)
      },
    }),
  ]
}
