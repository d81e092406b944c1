import { Type } from 'typebox'
import { InstantShape, Nullable, PageOf, PageQuery, route } from '../../platform/index.ts'
import type { Clock, CursorSeal, Db, Route } from '../../platform/index.ts'
import { journalProblems } from '../journal.errors.ts'
import { journalPermissions } from '../journal.permissions.ts'
import { findLastTimeStamp, findTimeStamp, listGaps, listTimeStamps } from './time-stamp.store.ts'

export interface TimeStampRouteDeps {
  readonly db: Db
  readonly cursors: CursorSeal
  readonly clock: Clock
}

/** Checkpoints are stamped within the hour; what waits longer is a gap. */
const longestMinutes = 65

const TimeStampShape = Type.Object({
  size: Type.Integer({ description: 'Entries of the checkpoint that was stamped' }),
  at: InstantShape,
  authority: Type.String(),
  checkpointAt: InstantShape,
  checkpoint: Type.String({ description: 'The bytes that were stamped: a signed note' }),
})

const GapShape = Type.Object({
  from: InstantShape,
  until: Nullable(InstantShape),
  coveredBy: Nullable(
    Type.Integer({ description: 'The checkpoint whose time-stamp covers it; null while it is open' }),
  ),
})

const TimeStampPage = Type.Object({
  ...PageOf(TimeStampShape).properties,
  covered: Type.Integer({ description: 'Entries that a time-stamp covers: those of the newest and all before it' }),
  gaps: Type.Array(GapShape, { description: 'When checkpoints waited too long for a time-stamp, newest first' }),
})

export function timeStampRoutes({ db, cursors, clock }: TimeStampRouteDeps): Route[] {
  const permission = journalPermissions['entry.read']
  return [
    route({
      method: 'GET',
      url: '/journal/timestamps',
      operationId: 'journal.listTimeStamps',
      summary: 'RFC 3161 time-stamps on checkpoints, newest first, and the gaps between them',
      ...{ permission, zone: 'dedicated', problems: ['platform.invalidCursor'] },
      schema: { querystring: Type.Object(PageQuery), response: { 200: TimeStampPage } },
      handler: async ({ query: { limit = 50, cursor } }) => {
        const position = cursor === undefined ? undefined : cursors.open('timestamps', cursor)
        const rows = await listTimeStamps(db, typeof position === 'number' ? position : undefined, limit)
        const last = rows.length === limit ? rows.at(-1) : undefined
        const gaps = await listGaps(db, clock.now(), longestMinutes)
        return {
          items: rows.map(({ size, at, authority, checkpointAt, note }) => ({
            ...{ size, at: at.toISOString(), authority, checkpointAt: checkpointAt.toISOString(), checkpoint: note },
          })),
          next: last === undefined ? null : cursors.seal('timestamps', last.size),
          covered: (await findLastTimeStamp(db))?.size ?? 0,
          gaps: gaps.map(({ from, until, coveredBy }) => ({
            ...{ from: from.toISOString(), until: until?.toISOString() ?? null, coveredBy },
          })),
        }
      },
    }),
    route({
      method: 'GET',
      url: '/journal/timestamps/:size/response',
      operationId: 'journal.getTimeStamp',
      summary: 'One time-stamp as its authority gave it (RFC 3161)',
      ...{ permission, zone: 'dedicated', problems: ['journal.timeStampNotFound'] },
      schema: {
        params: Type.Object({ size: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        response: { 200: Type.String({ description: 'DER' }) },
      },
      handler: async ({ params: { size } }, reply) => {
        const found = await findTimeStamp(db, size)
        if (!found) throw journalProblems.timeStampNotFound({ size })
        return reply
          .header('content-type', 'application/timestamp-reply')
          .header('content-disposition', `attachment; filename="checkpoint-${String(size)}.tsr"`)
          .send(found.response)
      },
    }),
  ]
}
