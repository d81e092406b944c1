import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { InstrumentId } from '../../law/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Incident, IncidentAct, IncidentActName, IncidentId, IncidentState, Outcome } from './incident.ts'
import type { Marker } from './marker.ts'
import type { WrappedKey } from './vault.ts'

type IncidentRow = Omit<Incident, 'marker'> & {
  readonly markerKind: Marker['kind']
  readonly markerPlace: Marker['place']
  readonly degree: Marker['degree']
}

const columns = sql`
  id, dataset_id AS "datasetId", dataset_code AS "datasetCode", submission_id AS "submissionId", upload_id AS "uploadId",
  unit_id AS "unitId", unit_name AS "unitName", account_id AS "accountId", account_name AS "accountName",
  marker_kind AS "markerKind", marker_place AS "markerPlace", degree, digest, bytes, state, opened_at AS "openedAt",
  sealed_at AS "sealedAt", restored_at AS "restoredAt"`

function toIncident({ markerKind: kind, markerPlace: place, degree, ...rest }: IncidentRow): Incident {
  return { ...rest, marker: { kind, place, degree } }
}

async function list(db: Db, where: RawBuilder<unknown>): Promise<Incident[]> {
  return (await db.rows<IncidentRow>(sql`SELECT ${columns} FROM access.incidents WHERE ${where}`)).map(toIncident)
}

export async function findIncident(db: Db, id: string): Promise<Incident | undefined> {
  return (await list(db, sql`id = ${id}::uuid`))[0]
}

/** Holds an incident so that nobody else decides on it meanwhile. */
export async function lockIncident(tx: Tx, id: string): Promise<Incident | undefined> {
  return (await list(tx, sql`id = ${id}::uuid FOR UPDATE`))[0]
}

export async function findIncidentOf(db: Db, submissionId: string): Promise<IncidentId | undefined> {
  return (await list(db, sql`submission_id = ${submissionId}::uuid`))[0]?.id
}

/** The incident of an upload that is under seal, or was. */
export async function findIncidentOfUpload(db: Db, uploadId: string, unitId: string): Promise<IncidentId | undefined> {
  const where = sql`upload_id = ${uploadId}::uuid AND unit_id = ${unitId} AND restored_at IS NULL`
  return (await list(db, where))[0]?.id
}

export interface IncidentFilter {
  readonly unitId?: string | undefined
  readonly state?: IncidentState | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** Newest first. */
export function listIncidents(db: Db, filter: IncidentFilter): Promise<Incident[]> {
  const { unitId = null, state = null, before = null, limit } = filter
  return list(
    db,
    sql`(${unitId}::text IS NULL OR unit_id = ${unitId}) AND (${state}::text IS NULL OR state = ${state})
        AND (${before}::uuid IS NULL OR id < ${before}::uuid) ORDER BY id DESC LIMIT ${limit}`,
  )
}

/** Incidents that nobody has decided on, with what their datasets' providers must know. */
export function listStanding(db: Db): Promise<Incident[]> {
  return list(db, sql`state IN ('open', 'release-asked') ORDER BY id`)
}

/** Datasets with a file of which it is not decided what it is. */
export async function listHeldDatasets(db: Db): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(
    sql`SELECT DISTINCT dataset_id AS id FROM access.incidents WHERE state IN ('open', 'release-asked')`,
  )
  return new Set(rows.map(({ id }) => id))
}

export async function isHeld(db: Db, datasetId: string): Promise<boolean> {
  const found = await db.first(sql`
    SELECT id FROM access.incidents WHERE dataset_id = ${datasetId}::uuid AND state IN ('open', 'release-asked') LIMIT 1`)
  return found !== undefined
}

/** How incidents with these very bytes stand: those that two persons released count before all others. */
export async function findStateOfBytes(db: Db, digest: string): Promise<IncidentState | undefined> {
  const row = await db.first<{ state: IncidentState }>(sql`
    SELECT state FROM access.incidents WHERE digest = ${digest} ORDER BY (state = 'released') DESC, id DESC LIMIT 1`)
  return row?.state
}

/** Another incident that has the same bytes under seal. */
export async function findSealedTwin(db: Db, { id, digest }: Incident): Promise<IncidentId | undefined> {
  const row = await db.first<{ id: IncidentId }>(sql`
    SELECT i.id FROM access.incidents AS i JOIN access.sealed_keys AS k ON k.incident_id = i.id
    WHERE i.digest = ${digest} AND i.id <> ${id} AND i.sealed_at IS NOT NULL ORDER BY i.id LIMIT 1`)
  return row?.id
}

export async function insertIncident(tx: Tx, incident: Incident): Promise<void> {
  const i = incident
  await tx.execute(sql`
    INSERT INTO access.incidents (id, dataset_id, dataset_code, submission_id, upload_id, unit_id, unit_name, account_id,
      account_name, marker_kind, marker_place, degree, digest, bytes, state, opened_at)
    VALUES (${i.id}, ${i.datasetId}, ${i.datasetCode}, ${i.submissionId}, ${i.uploadId}, ${i.unitId}, ${i.unitName},
      ${i.accountId}, ${i.accountName}, ${i.marker.kind}, ${JSON.stringify(i.marker.place)}::jsonb, ${i.marker.degree},
      ${i.digest}, ${i.bytes}, ${i.state}, ${i.openedAt})`)
}

export async function saveStanding(tx: Tx, id: string, state: IncidentState): Promise<void> {
  await tx.execute(sql`UPDATE access.incidents SET state = ${state} WHERE id = ${id}::uuid`)
}

export async function saveSealed(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`UPDATE access.incidents SET sealed_at = ${tx.at} WHERE id = ${id}::uuid`)
}

export async function saveRestored(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`UPDATE access.incidents SET restored_at = ${tx.at} WHERE id = ${id}::uuid`)
}

/** Incidents whose bytes are still to be sealed, or to be given back. */
export async function listPending(db: Db): Promise<Incident[]> {
  return list(
    db,
    sql`(state IN ('open', 'release-asked') AND sealed_at IS NULL) OR (state = 'released' AND restored_at IS NULL)
        ORDER BY id LIMIT 100`,
  )
}

export interface SealedKey {
  readonly wrappedKey: WrappedKey
  readonly facts: Buffer
}

export async function insertKey(tx: Tx, id: string, { wrappedKey, facts }: SealedKey): Promise<void> {
  await tx.execute(sql`
    INSERT INTO access.sealed_keys (incident_id, wrapped_key, facts) VALUES (${id}::uuid, ${wrappedKey}, ${facts})`)
}

export function findKey(db: Db, id: string): Promise<SealedKey | undefined> {
  return db.first<SealedKey>(
    sql`SELECT wrapped_key AS "wrappedKey", facts FROM access.sealed_keys WHERE incident_id = ${id}::uuid`,
  )
}

export async function deleteKey(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`DELETE FROM access.sealed_keys WHERE incident_id = ${id}::uuid`)
}

/** Ids of incidents that have something under seal. */
export async function listKeys(db: Db): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`SELECT incident_id AS id FROM access.sealed_keys`)
  return new Set(rows.map(({ id }) => id))
}

export type StoredAct = Omit<IncidentAct, 'instrument'> & { readonly instrument: InstrumentId | null }

export interface NewAct {
  readonly act: IncidentActName
  readonly by: { readonly accountId: string; readonly accountName: string; readonly unitName: string }
  readonly reason?: string
  readonly outcome?: Outcome
  readonly instrument?: InstrumentId
}

export async function insertAct(tx: Tx, id: string, { act, by, reason, outcome, instrument }: NewAct): Promise<void> {
  await tx.execute(sql`
    INSERT INTO access.incident_acts (incident_id, number, act, at, account_id, account_name, unit_name, reason, outcome, instrument)
    SELECT ${id}::uuid, coalesce(max(number), 0) + 1, ${act}, ${tx.at}::timestamptz, ${by.accountId}::text, ${by.accountName}::text,
           ${by.unitName}::text, ${reason ?? null}::text, ${outcome ?? null}::text, ${instrument ?? null}::uuid
    FROM access.incident_acts WHERE incident_id = ${id}::uuid`)
}

/** In the order in which they were done. */
export function listActs(db: Db, id: string): Promise<StoredAct[]> {
  return db.rows<StoredAct>(sql`
    SELECT act, at, account_id AS "accountId", account_name AS "accountName", unit_name AS "unitName", reason, outcome, instrument
    FROM access.incident_acts WHERE incident_id = ${id}::uuid ORDER BY number`)
}

/** Held while bytes of an incident are moved; false when another process moves them. */
export async function tryLockBytes(db: Db, id: string): Promise<boolean> {
  const row = await db.first<{ locked: boolean }>(
    sql`SELECT pg_try_advisory_lock(hashtextextended(${`incident ${id}`}, 0)) AS locked`,
  )
  return row?.locked ?? false
}

export async function unlockBytes(db: Db, id: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_unlock(hashtextextended(${`incident ${id}`}, 0))`)
}
