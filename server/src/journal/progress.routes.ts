import { route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { journalPermissions } from './journal.permissions.ts'
import { LogProgressShape, progressToWire } from './progress.schema.ts'
import type { LogProgress } from './progress.ts'

export interface ProgressRouteDeps {
  readonly progress: () => Promise<LogProgress>
}

export function progressRoutes({ progress }: ProgressRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/journal/progress',
      operationId: 'journal.getProgress',
      summary: 'How far the log is sealed and published, and since when and why it is held up',
      permission: journalPermissions['entry.read'],
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: LogProgressShape } },
      handler: async () => progressToWire(await progress()),
    }),
  ]
}
