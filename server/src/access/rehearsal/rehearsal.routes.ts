import { preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, RolePool, Route } from '../../platform/index.ts'
import { accessPermissions } from '../access.permissions.ts'
import { countDecisions } from '../decision/decision-log.store.ts'
import { requirePolicies } from '../policy/index.ts'
import { rehearse } from './rehearsal.ts'
import { placeFrom, RehearsalBody, RehearsalShape, rehearsedToWire } from './rehearsal.schema.ts'

/** So many decisions are judged again in one answer. */
const step = 20_000

export function rehearsalRoutes({ db, cursors }: { db: RolePool; cursors: CursorSeal }): Route[] {
  return [
    route({
      method: 'POST',
      url: '/access/policy-rehearsals',
      operationId: 'access.rehearsePolicies',
      summary:
        'Logged decisions of a period that changed policies would make otherwise, a stretch of the period at a time',
      permission: accessPermissions['policy.rehearse'],
      zone: 'dedicated',
      problems: ['access.policySetUnfit', 'platform.invalidCursor'],
      schema: { body: RehearsalBody, response: { 200: RehearsalShape } },
      handler: async (request) => {
        const { files, from, to, cursor } = request.body
        const set = requirePolicies(files, preferredLanguage(request.headers['accept-language']))
        const period = { from: new Date(from), to: new Date(to) }
        const seal = JSON.stringify(['policy-rehearsal', set.digest, from, to])
        const after = cursor === undefined ? undefined : placeFrom(cursors.open(seal, cursor))
        const rehearsed = await rehearse(db, set, period, { after, limit: step })
        const next = rehearsed.next && cursors.seal(seal, [rehearsed.next.at.toISOString(), rehearsed.next.id])
        return rehearsedToWire(rehearsed, next ?? null, await countDecisions(db, period))
      },
    }),
  ]
}
