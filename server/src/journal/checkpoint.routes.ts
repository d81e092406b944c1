import { route } from '../platform/index.ts'
import type { Clock, CursorSeal, Db, Route } from '../platform/index.ts'
import {
  CheckpointPage,
  CheckpointQuery,
  checkpointToWire,
  GrowthQuery,
  GrowthShape,
  keysToWire,
  LogKeysShape,
} from './checkpoint.schema.ts'
import { listNewestCheckpoints, listSizes } from './checkpoint.store.ts'
import type { LogKeys } from './log-key.ts'
import { listLogs } from './logs.store.ts'
import { createPager } from './pager.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'

export interface CheckpointRouteDeps {
  readonly db: Db
  readonly cursors: CursorSeal
  readonly clock: Clock
  readonly keys: LogKeys
  /** Who must cosign the log; undefined when nobody was named. */
  readonly policy: WitnessPolicy | undefined
}

/** What everybody may know of the log: how large it was when, and the keys to check that with. */
export function checkpointRoutes(deps: CheckpointRouteDeps): Route[] {
  const { db, clock, keys, policy } = deps
  return [
    listRoute(deps),
    route({
      method: 'GET',
      url: '/journal/growth',
      operationId: 'journal.getGrowth',
      summary: 'How many entries the log held at the end of each of the last days',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { querystring: GrowthQuery, response: { 200: GrowthShape } },
      handler: async ({ query: { days = 90 } }) => ({ items: await listSizes(db, { until: clock.now(), days }) }),
    }),
    route({
      method: 'GET',
      url: '/journal/key',
      operationId: 'journal.getKeys',
      summary: 'The public keys of the log, of those it succeeded, and of its witnesses, and which of these must vouch',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: LogKeysShape } },
      handler: async () => keysToWire(await listLogs(db), { first: keys.first, policy }),
    }),
  ]
}

function listRoute({ db, cursors, policy }: CheckpointRouteDeps): Route {
  const pager = createPager(cursors)
  return route({
    method: 'GET',
    url: '/journal/checkpoints',
    operationId: 'journal.listCheckpoints',
    summary: 'Checkpoints of the log, newest first',
    permission: 'anyone',
    zone: 'dedicated',
    problems: [],
    schema: { querystring: CheckpointQuery, response: { 200: CheckpointPage } },
    handler: async ({ query: { cursor, limit = 50 } }) => {
      const position = pager.position('checkpoints', cursor)
      const below = position === undefined ? undefined : Number(position)
      const points = await listNewestCheckpoints(db, { below, limit })
      const places = points.map(({ size }) => ({ id: String(size) }))
      return {
        items: points.map((point) => checkpointToWire(point, policy)),
        next: pager.next('checkpoints', places, limit),
      }
    },
  })
}
