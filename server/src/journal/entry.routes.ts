import { Type } from 'typebox'
import { IdShape, route } from '../platform/index.ts'
import type { CursorSeal, Db, Route } from '../platform/index.ts'
import { CheckpointShape, EntryPage, EntryQuery, EntryShape, entryToWire } from './entry.schema.ts'
import { findEntry, listEntries } from './entry.store.ts'
import { journalProblems } from './journal.errors.ts'
import { journalPermissions } from './journal.permissions.ts'
import { createPager } from './pager.ts'
import { findCheckpoint } from './tree.store.ts'

export function entryRoutes({ db, cursors }: { db: Db; cursors: CursorSeal }): Route[] {
  const pager = createPager(cursors)
  return [
    route({
      method: 'GET',
      url: '/journal/entries',
      operationId: 'journal.listEntries',
      summary: 'Changes, newest first',
      permission: journalPermissions['entry.read'],
      zone: 'city',
      problems: [],
      schema: { querystring: EntryQuery, response: { 200: EntryPage } },
      handler: async ({ query }) => {
        const { event, subject, account, limit = 50 } = query
        const name = JSON.stringify(['entries', event, subject, account])
        const rows = await listEntries(db, {
          event,
          subject,
          account,
          limit,
          before: pager.position(name, query.cursor),
        })
        return { items: rows.map(entryToWire), next: pager.next(name, rows, limit) }
      },
    }),
    route({
      method: 'GET',
      url: '/journal/entries/:id',
      operationId: 'journal.getEntry',
      summary: 'One change',
      permission: journalPermissions['entry.read'],
      zone: 'city',
      problems: ['journal.entryNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 200: EntryShape } },
      handler: async ({ params }) => {
        const row = await findEntry(db, params.id)
        if (!row) throw journalProblems.entryNotFound({ entry: params.id })
        return entryToWire(row)
      },
    }),
    route({
      method: 'GET',
      url: '/journal/checkpoint',
      operationId: 'journal.getCheckpoint',
      summary: 'Size and root of the Merkle tree over all changes',
      permission: journalPermissions['entry.read'],
      zone: 'city',
      problems: [],
      schema: { response: { 200: CheckpointShape } },
      handler: async () => {
        const point = await findCheckpoint(db)
        if (!point) return { size: 0, root: null, at: null }
        return { size: point.size, root: point.root.toString('hex'), at: point.at.toISOString() }
      },
    }),
  ]
}
