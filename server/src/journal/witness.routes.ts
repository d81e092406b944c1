import { route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { journalPermissions } from './journal.permissions.ts'
import { LogStandingShape, standingToWire } from './witness.schema.ts'
import type { LogStanding } from './witness-standing.ts'

export interface WitnessRouteDeps {
  readonly standing: () => Promise<LogStanding>
}

export function witnessRoutes({ standing }: WitnessRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/journal/witnesses',
      operationId: 'journal.getWitnesses',
      summary: 'Who outside vouches for the journal, for how much of it, and why not for all',
      permission: journalPermissions['entry.read'],
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: LogStandingShape } },
      handler: async () => standingToWire(await standing()),
    }),
  ]
}
