import type { FoundFile, Incident, Incidents, Marker } from '../../access/index.ts'
import { knownFile } from '../../access/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import type { BlobStore, ByteSource } from '../../platform/index.ts'
import { digestOf } from '../../platform/index.ts'
import { findMarker } from '../intake/markers/find-marker.ts'
import type { MarkerSearch } from '../intake/markers/find-marker.ts'
import { profileJson } from '../intake/profile.service.ts'
import type { Upload } from '../upload/upload.ts'
import { removeUpload } from '../upload/upload.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { actorOf } from './submission.ts'
import type { Submission } from './submission.ts'
import { saveSealed } from './submission.store.ts'

export interface SealingDeps {
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly incidents: Incidents
  /** Told when a file was sealed, so that who must know of it does at once. */
  readonly onSealed: () => Promise<void>
}

/** Files that bear marks of state secrets do not go on: they are sealed, and an incident is opened (Điều 1.2). */
export interface Sealing {
  /** What gives a stored file away; undefined for one that may go on. */
  markerOf(file: StoredFile, extent: MarkerSearch['extent']): Promise<Marker | undefined>
  /** In the change that records a submission: it is stopped there. */
  stop(tx: Tx, submission: Submission, marker: Marker): Promise<Incident>
  /** Stops a submission that is being worked on. */
  stopWork(submission: Submission, marker: Marker): Promise<void>
  /** Seals the bytes, once the change that stopped them has committed. */
  settle(incident: Incident): Promise<void>
  /** Throws `warehouse.uploadSealed` for an upload with a marker, which is under seal from then on. */
  refuseMarked(sender: Principal, upload: Upload, source: ByteSource): Promise<void>
}

export type StoredFile = Pick<Submission, 'digest' | 'fileName'> & Pick<MarkerSearch, 'profile'>

export function createSealing(deps: SealingDeps): Sealing {
  const { journal, blobs, incidents } = deps
  return { markerOf, stop, stopWork, settle, refuseMarked }

  async function markerOf(
    { digest, ...file }: StoredFile,
    extent: MarkerSearch['extent'],
  ): Promise<Marker | undefined> {
    const standing = await incidents.standingOf(digest)
    if (standing !== undefined) return standing === 'held' ? knownFile : undefined
    return findMarker({ ...file, extent, source: await blobs.source(digest) })
  }

  async function stop(tx: Tx, submission: Submission, marker: Marker): Promise<Incident> {
    await saveSealed(tx, submission.id)
    return incidents.open(tx, { ...fileOf(submission), marker })
  }

  async function stopWork(submission: Submission, marker: Marker): Promise<void> {
    await settle(await journal.change(actorOf(submission), (tx) => stop(tx, submission, marker)))
  }

  async function settle(incident: Incident): Promise<void> {
    await incidents.settle(incident)
    await deps.onSealed()
  }

  async function refuseMarked(sender: Principal, upload: Upload, source: ByteSource): Promise<void> {
    const { id, fileName } = upload
    const marker = await findMarker({ source, fileName, extent: 'start' })
    if (!marker) return
    const digest = await digestOf(source.stream())
    if ((await incidents.standingOf(digest)) === 'released') return
    const incident = await journal.change(sender, async (tx) => {
      await removeUpload(tx, id)
      return incidents.open(tx, { ...uploadOf(sender, upload), marker, digest })
    })
    await settle(incident)
    throw warehouseProblems.uploadSealed({ incident: incident.id })
  }
}

function fileOf(submission: Submission): Omit<FoundFile, 'marker'> {
  const { id, datasetId, datasetCode, accountId, accountName, unitId, unitName, digest, bytes } = submission
  const facts = { fileName: submission.fileName, profile: submission.profile && profileJson(submission.profile) }
  return {
    ...{ datasetId, datasetCode, accountId, accountName, unitId, unitName, digest, bytes, facts },
    ...{ submissionId: id, uploadId: null },
  }
}

function uploadOf(
  { unitName, accountId: lookedAtBy, accountName }: Principal,
  { id, datasetId, datasetCode, accountId, unitId, bytes, fileName }: Upload,
): Omit<FoundFile, 'marker' | 'digest'> {
  // Who looks at an upload is of the unit that began it, and nearly always who did.
  const sentBy = { accountId, accountName: accountId === lookedAtBy ? accountName : unitName, unitId, unitName }
  return {
    ...sentBy,
    datasetId,
    datasetCode,
    bytes,
    facts: { fileName, profile: null },
    submissionId: null,
    uploadId: id,
  }
}
