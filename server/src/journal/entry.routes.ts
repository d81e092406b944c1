import { Type } from 'typebox'
import { IdShape, route } from '../platform/index.ts'
import type { CursorSeal, Db, Route } from '../platform/index.ts'
import { CheckpointShape, EntryPage, EntryQuery, EntryShape, entryToWire } from './entry.schema.ts'
import { findEntry, listEntries } from './entry.store.ts'
import { journalProblems } from './journal.errors.ts'
import { journalPermissions } from './journal.permissions.ts'
import { proveEntry, toLogProof } from './entry-proof.ts'
import { createPager } from './pager.ts'
import { formatLogProof } from './tlog/tlog-proof.ts'
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
      zone: 'dedicated',
      problems: [],
      schema: { querystring: EntryQuery, response: { 200: EntryPage } },
      handler: async ({ query }) => {
        const { cursor, limit = 50, from, to, ...wanted } = query
        const name = JSON.stringify(['entries', from, to, wanted])
        const rows = await listEntries(db, {
          ...{ ...wanted, limit, before: pager.position(name, cursor) },
          ...{ from: from === undefined ? undefined : new Date(from), to: to === undefined ? undefined : new Date(to) },
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
      zone: 'dedicated',
      problems: ['journal.entryNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 200: EntryShape } },
      handler: async ({ params }) => {
        const row = await findEntry(db, params.id)
        if (!row) throw journalProblems.entryNotFound({ entry: params.id })
        return entryToWire(row)
      },
    }),
    proofRoute(db),
    checkpointRoute(db),
  ]
}

function proofRoute(db: Db): Route {
  return route({
    method: 'GET',
    url: '/journal/entries/:id/proof',
    operationId: 'journal.getEntryProof',
    summary: 'The proof that the log holds an entry, as a file that any verifier of transparency logs reads',
    permission: journalPermissions['entry.read'],
    zone: 'dedicated',
    problems: ['journal.entryNotFound', 'journal.proofNotReady'],
    schema: {
      params: Type.Object({ id: IdShape }),
      response: { 200: Type.String({ description: 'C2SP tlog-proof' }) },
    },
    handler: async ({ params }, reply) => {
      if (!(await findEntry(db, params.id))) throw journalProblems.entryNotFound({ entry: params.id })
      const proven = await proveEntry(db, params.id)
      const proof = proven && toLogProof(proven)
      if (!proof) throw journalProblems.proofNotReady({ entry: params.id })
      return reply
        .header('content-type', 'text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="entry-${String(proof.index)}.tlog-proof"`)
        .send(formatLogProof(proof))
    },
  })
}

function checkpointRoute(db: Db): Route {
  return route({
    method: 'GET',
    url: '/journal/checkpoint',
    operationId: 'journal.getCheckpoint',
    summary: 'Size and root of the Merkle tree over all changes',
    permission: journalPermissions['entry.read'],
    zone: 'dedicated',
    problems: [],
    schema: { response: { 200: CheckpointShape } },
    handler: async () => {
      const point = await findCheckpoint(db)
      if (!point) return { size: 0, root: null, at: null }
      return { size: point.size, root: point.root.toString('hex'), at: point.at.toISOString() }
    },
  })
}
