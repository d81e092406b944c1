import type { Tx } from '../../journal/index.ts'
import type { Json } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import type { Incident, IncidentActName } from './incident.ts'

/** Tells the journal what became of an incident; nothing of its file but the digest. */
export async function recordIncident(
  tx: Tx,
  { id, datasetCode, datasetId, digest }: Incident,
  happened: `incident.${IncidentActName}`,
  payload: Record<string, Json> = {},
): Promise<void> {
  await tx.record({
    event: accessEvents[happened],
    subject: { type: 'incident', id, label: datasetCode },
    payload: { dataset: datasetCode, datasetId, digest, ...payload },
  })
}
