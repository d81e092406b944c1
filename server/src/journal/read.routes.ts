import type { FastifyRequest } from 'fastify'
import { route } from '../platform/index.ts'
import type { CursorSeal, Db, Route } from '../platform/index.ts'
import { journalPermissions } from './journal.permissions.ts'
import { createPager } from './pager.ts'
import { ReadPage, ReadQuery, readToWire } from './read.schema.ts'
import { listOwnReads, listReads } from './read.store.ts'

export interface ReadRouteDeps {
  readonly db: Db
  readonly cursors: CursorSeal
  /** The unit that asks; accounts belong to a module above. */
  readonly unitOf: (request: FastifyRequest) => string
}

export function readRoutes({ db, cursors, unitOf }: ReadRouteDeps): Route[] {
  const pager = createPager(cursors)
  return [
    route({
      method: 'GET',
      url: '/journal/reads',
      operationId: 'journal.listReads',
      summary: 'Reads of governed data, newest first',
      permission: journalPermissions['read.read'],
      zone: 'dedicated',
      problems: [],
      schema: { querystring: ReadQuery, response: { 200: ReadPage } },
      handler: async ({ query }) => {
        const { dataset, limit = 50 } = query
        const name = JSON.stringify(['reads', dataset])
        const rows = await listReads(db, { dataset, limit, before: pager.position(name, query.cursor) })
        return { items: rows.map(readToWire), next: pager.next(name, rows, limit) }
      },
    }),
    route({
      method: 'GET',
      url: '/journal/reads/own',
      operationId: 'journal.listOwnReads',
      summary: "What the caller's unit has read, newest first",
      permission: journalPermissions['read.readOwn'],
      zone: 'dedicated',
      problems: [],
      schema: { querystring: ReadQuery, response: { 200: ReadPage } },
      handler: async (request) => {
        const { dataset, limit = 50, cursor } = request.query
        const unit = unitOf(request)
        const name = JSON.stringify(['own-reads', unit, dataset])
        const rows = await listOwnReads(db, { unit, dataset, limit, before: pager.position(name, cursor) })
        return { items: rows.map(readToWire), next: pager.next(name, rows, limit) }
      },
    }),
  ]
}
