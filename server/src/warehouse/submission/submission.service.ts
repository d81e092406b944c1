import { Readable } from 'node:stream'
import type { Access } from '../../access/index.ts'
import { refuseLoadOfKind } from '../../catalogue/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { BlobStore, Clock, StoredBlob } from '../../platform/index.ts'
import type { Channel, FaultPolicy, FileLoad, Submission } from './submission.ts'
import { insertSubmission } from './submission.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { warehouseEvents } from '../warehouse.events.ts'

export interface Delivery {
  readonly dataset: string
  readonly load: FileLoad
  readonly onFault: FaultPolicy
  readonly channel: Channel
  readonly fileName: string | undefined
  readonly content: Readable
}

export interface SubmissionServiceDeps {
  readonly access: Access
  readonly catalogue: Catalogue
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly maxBytes: number
  /** Told when there is work. */
  readonly onReceived: () => void
}

/**
 * Takes a delivery in: asks whether the unit may submit before a byte is read, stores the bytes as they come, then
 * records the submission. When this resolves, nothing that was received can be lost.
 */
export function createSubmissionService(deps: SubmissionServiceDeps) {
  const { access, catalogue, journal, clock } = deps

  return { receive }

  async function receive(provider: Principal, delivery: Delivery): Promise<Submission> {
    await access.authorise(provider, 'submit', delivery.dataset, undefined, clock.now())
    const dataset = await catalogue.getDataset(delivery.dataset)
    const row = await catalogue.findRowInForce(dataset.id, clock.now())
    // Taken as a full load, a file of changes would delete all other rows.
    if (row?.updateMethod !== 'full') throw warehouseProblems.partialLoadMissing({ dataset: dataset.code })
    refuseLoadOfKind(row, delivery.load)
    const structure = await catalogue.currentStructure(dataset.id)
    if (!structure) throw warehouseProblems.structureMissing()
    const blob = await store(deps, delivery.content)
    // A large file is hours on its way; what was allowed when it set out must still be when it arrives (Điều 9).
    await access.authorise(provider, 'submit', delivery.dataset, undefined, clock.now())
    const facts = { datasetId: dataset.id, structureVersion: structure.version, blob, receivedAt: clock.now() }
    const submission = describe(provider, delivery, facts)
    await journal.change(provider, async (tx) => {
      await insertSubmission(tx, submission)
      await tx.record({
        event: warehouseEvents['submission.received'],
        subject: { type: 'submission', id: submission.id, label: dataset.code },
        payload: {
          dataset: dataset.code,
          datasetId: dataset.id,
          digest: blob.digest,
          bytes: blob.bytes,
          channel: delivery.channel,
          structureVersion: structure.version,
        },
      })
    })
    deps.onReceived()
    return submission
  }
}

/** Stores the bytes as they come; a connection that breaks off leaves nothing behind. */
function store({ blobs, maxBytes }: SubmissionServiceDeps, content: Readable): Promise<StoredBlob> {
  return blobs.put(Readable.from(incoming(content, maxBytes), { objectMode: false }))
}

/**
 * The bytes of an upload, asked for only as they are stored: a fault can never arrive before somebody listens. The
 * stream itself stays open when this ends early, for the refusal goes back over the same connection.
 */
async function* incoming(content: Readable, maximum: number): AsyncGenerator<Buffer, void> {
  const chunks = content.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, undefined>
  for (let bytes = 0; ;) {
    const { done, value } = await chunks.next().catch((cause: unknown) => {
      throw warehouseProblems.uploadBroken({}, { cause })
    })
    if (done === true) return
    bytes += value.length
    if (bytes > maximum) throw warehouseProblems.fileTooLarge({ maximum })
    yield value
  }
}

function describe(
  provider: Principal,
  { dataset, load, onFault, channel, fileName }: Delivery,
  facts: { datasetId: string; structureVersion: number; blob: StoredBlob; receivedAt: Date },
): Submission {
  const { accountId, accountName, unitId, unitName } = provider
  const { datasetId, structureVersion, receivedAt, blob } = facts
  return {
    id: newId<'submission'>(receivedAt),
    ...{ datasetId, datasetCode: dataset, state: 'received', load, onFault, channel, structureVersion },
    ...{ accountId, accountName, unitId, unitName, receivedAt, finishedAt: null },
    fileName: fileName?.slice(0, 200) ?? null,
    ...{ bytes: blob.bytes, digest: blob.digest, balance: undefined, faultyRows: null },
    ...{ profile: null, continues: null, withdraws: null, repeats: null, statement: null },
    ...{ confirmedDeletions: null, withheld: null, applyNumber: null, journalEntry: null, problem: null },
  }
}
