import { route } from '../platform/index.ts'
import type { CursorSeal, Db, Route } from '../platform/index.ts'
import { journalPermissions } from './journal.permissions.ts'
import { createPager } from './pager.ts'
import { ReadPage, ReadQuery, readToWire } from './read.schema.ts'
import { listReads } from './read.store.ts'

export function readRoutes({ db, cursors }: { db: Db; cursors: CursorSeal }): Route[] {
  const pager = createPager(cursors)
  return [
    route({
      method: 'GET',
      url: '/journal/reads',
      operationId: 'journal.listReads',
      summary: 'Reads of governed data, newest first',
      permission: journalPermissions['read.read'],
      zone: 'city',
      problems: [],
      schema: { querystring: ReadQuery, response: { 200: ReadPage } },
      handler: async ({ query }) => {
        const { dataset, limit = 50 } = query
        const name = JSON.stringify(['reads', dataset])
        const rows = await listReads(db, { dataset, limit, before: pager.position(name, query.cursor) })
        return { items: rows.map(readToWire), next: pager.next(name, rows, limit) }
      },
    }),
  ]
}
