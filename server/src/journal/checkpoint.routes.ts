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
import { createPager } from './pager.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'

export interface CheckpointRouteDeps {
  readonly db: Db
  readonly cursors: CursorSeal
  readonly clock: Clock
  /** Who signs the log, and who must cosign it. */
  readonly keys: { readonly log: NoteVerifier; readonly policy: WitnessPolicy | undefined }
}

/** What everybody may know of the log: how large it was when, and the keys to check that with. */
export function checkpointRoutes(deps: CheckpointRouteDeps): Route[] {
  const { db, clock, keys } = deps
  return [
    listRoute(deps),
    route({
      method: 'GET',
      url: '/journal/growth',
      operationId: 'journal.getGrowth',
      summary: 'How many entries the log held at the end of each of the last days',
      permission: 'anyone',
      zone: 'city',
      problems: [],
      schema: { querystring: GrowthQuery, response: { 200: GrowthShape } },
      handler: async ({ query: { days = 90 } }) => ({ items: await listSizes(db, { until: clock.now(), days }) }),
    }),
    route({
      method: 'GET',
      url: '/journal/key',
      operationId: 'journal.getKeys',
      summary: 'The public keys of the log and of its witnesses, and which of these must vouch for it',
      permission: 'anyone',
      zone: 'city',
      problems: [],
      schema: { response: { 200: LogKeysShape } },
      handler: () => Promise.resolve(keysToWire(keys.log, keys.policy)),
    }),
  ]
}

function listRoute({ db, cursors, keys }: CheckpointRouteDeps): Route {
  const pager = createPager(cursors)
  return route({
    method: 'GET',
    url: '/journal/checkpoints',
    operationId: 'journal.listCheckpoints',
    summary: 'Checkpoints of the log, newest first',
    permission: 'anyone',
    zone: 'city',
    problems: [],
    schema: { querystring: CheckpointQuery, response: { 200: CheckpointPage } },
    handler: async ({ query: { cursor, limit = 50 } }) => {
      const position = pager.position('checkpoints', cursor)
      const below = position === undefined ? undefined : Number(position)
      const points = await listNewestCheckpoints(db, { below, limit })
      const places = points.map(({ size }) => ({ id: String(size) }))
      return {
        items: points.map((point) => checkpointToWire(point, keys.policy)),
        next: pager.next('checkpoints', places, limit),
      }
    },
  })
}
