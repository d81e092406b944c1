import { Readable } from 'node:stream'
import type { Access, Marker } from '../../access/index.ts'
import { kindRules, refuseLoadOfKind } from '../../catalogue/index.ts'
import type { Catalogue, Dataset, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { BlobStore, Clock, Db, StoredBlob } from '../../platform/index.ts'
import { assumeProfile, requireSheet } from '../intake/guess.ts'
import { rememberProfile, requireUsable } from '../intake/profile.service.ts'
import { findProfile } from '../intake/profile.store.ts'
import { knownProfile } from '../intake/profile.ts'
import type { Profile, ProfileInput } from '../intake/profile.ts'
import type { Sealing } from './sealing.ts'
import type { Channel, FaultPolicy, FileLoad, Load, Submission } from './submission.ts'
import { countQuarantine, findRepeated, findSubmission, insertSubmission } from './submission.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { warehouseEvents } from '../warehouse.events.ts'

export interface Delivery {
  readonly dataset: string
  readonly load: FileLoad
  readonly onFault: FaultPolicy
  readonly channel: Channel
  readonly fileName: string | undefined
  /** The submission whose waiting rows the file mends. */
  readonly continues?: string | undefined
  readonly content: Readable
  /** How the file is read; what is left out is as remembered for the dataset, else as it looks, as far as that changes no value. */
  readonly profile?: ProfileInput | undefined
  /** Whether the profile is remembered for the dataset. */
  readonly remember?: boolean
  /** What else is written in the change that records the submission. */
  readonly alongside?: Alongside
}

/** Gives how many other rows the record of a submission touched. */
export type Alongside = (tx: Tx, submission: Submission) => Promise<number>

export interface SubmissionServiceDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly maxBytes: number
  readonly sealing: Sealing
  /** Told when there is work. */
  readonly onReceived: () => void
}

export interface SubmissionService {
  receive(provider: Principal, delivery: Delivery): Promise<Submission>
  /** Records a submission whose bytes are stored, and has it worked on. */
  register(provider: Principal, facts: SubmissionFacts): Promise<Submission>
}

/** What a submission is made of besides who sends it. */
export interface SubmissionFacts extends Pick<Submission, 'load' | 'onFault' | 'channel' | 'fileName'> {
  readonly dataset: { readonly id: string; readonly code: string }
  readonly structure: Structure
  readonly blob: StoredBlob
  readonly continues?: string | undefined
  readonly withdraws?: string | undefined
  readonly statement?: string | undefined
  readonly alongside?: Alongside | undefined
  readonly profile?: Profile | null
  /** Whether the profile is remembered for the dataset. */
  readonly remembers?: boolean
  /** What gives the file away as a state secret: then it is stopped. */
  readonly marker?: Marker | undefined
}

/**
 * Takes a delivery in: asks whether the unit may submit before a byte is read, stores the bytes as they come, then
 * records the submission. When this resolves, nothing that was received can be lost.
 */
export function createSubmissionService(deps: SubmissionServiceDeps): SubmissionService {
  const { access, catalogue, journal, clock, db } = deps

  return { receive, register }

  async function receive(provider: Principal, delivery: Delivery): Promise<Submission> {
    const { dataset: code, continues, onFault, channel, fileName, alongside } = delivery
    await access.authorise(provider, 'submit', code, undefined, clock.now())
    const dataset = await catalogue.getDataset(code)
    const load = await loadOf(deps, dataset, delivery)
    const structure = await catalogue.currentStructure(dataset.id)
    if (!structure) throw warehouseProblems.structureMissing()
    if (delivery.profile) requireUsable(delivery.profile, structure)
    const blob = await store(deps, delivery.content)
    const name = fileName?.slice(0, 200) ?? null
    const stored = { digest: blob.digest, fileName: name, profile: delivery.profile }
    const marker = await deps.sealing.markerOf(stored, 'start')
    // A large file is hours on its way; what was allowed when it set out must still be when it arrives (Điều 9).
    await access.authorise(provider, 'submit', code, undefined, clock.now())
    const reading = profileOf(deps, delivery, { datasetId: dataset.id, structure, digest: blob.digest })
    // What is stopped is stopped however it would have been read.
    const profile = await (marker ? reading.catch(() => null) : reading)
    const remembers = delivery.remember === true && delivery.profile !== undefined
    const facts = { dataset, structure, blob, load, onFault, channel, continues, alongside, profile, remembers }
    return register(provider, { ...facts, marker, fileName: name })
  }

  async function register(provider: Principal, facts: SubmissionFacts): Promise<Submission> {
    const { dataset, blob, structure } = facts
    const repeats = facts.withdraws === undefined ? await findRepeated(db, dataset.id, blob.digest) : undefined
    const submission = describe(provider, { ...facts, repeats, receivedAt: clock.now() })
    const { load, onFault, channel, continues, withdraws } = submission
    const { marker } = facts
    const incident = await journal.change(provider, async (tx) => {
      await insertSubmission(tx, submission)
      if (facts.profile && facts.remembers === true && !marker)
        await rememberProfile(tx, dataset, facts.profile, provider.accountId)
      const discarded = marker ? undefined : await facts.alongside?.(tx, submission)
      await tx.record({
        event: warehouseEvents['submission.received'],
        subject: { type: 'submission', id: submission.id, label: dataset.code },
        payload: {
          ...{ dataset: dataset.code, datasetId: dataset.id, digest: blob.digest, bytes: blob.bytes },
          ...{ channel, load, onFault, continues, withdraws, structureVersion: structure.version },
          ...(discarded === undefined ? {} : { discarded }),
        },
      })
      return marker && deps.sealing.stop(tx, submission, marker)
    })
    if (!incident) {
      deps.onReceived()
      return submission
    }
    await deps.sealing.settle(incident)
    return (await findSubmission(db, submission.id)) ?? submission
  }
}

/** What the delivery asks for, if the dataset takes it; a file that mends rows is a load of changes, as they were. */
async function loadOf(
  { db, catalogue, clock }: SubmissionServiceDeps,
  dataset: Dataset,
  { load, continues, onFault }: Delivery,
): Promise<Load> {
  if (continues !== undefined) return loadOfContinuation(db, dataset, continues)
  const row = await catalogue.findRowInForce(dataset.id, clock.now())
  if (row) refuseLoadOfKind(row, load)
  if (onFault === 'quarantine' && row && !kindRules(row.dataset.kind).quarantine)
    throw warehouseProblems.kindRefusesQuarantine({ dataset: dataset.code })
  return load
}

async function loadOfContinuation(db: Db, dataset: Dataset, continues: string): Promise<Load> {
  const mended = await findSubmission(db, continues)
  const isOpen = mended?.datasetId === dataset.id && (await countQuarantine(db, continues)).open > 0
  if (!isOpen) throw warehouseProblems.nothingToMend({ continues, dataset: dataset.code })
  return mended.load === 'deletions' ? 'deletions' : 'incremental'
}

/** The profile a file is read by: what its sender said, then what is remembered, then what needs nobody's word. */
async function profileOf(
  { db, blobs }: SubmissionServiceDeps,
  { profile: said, continues }: Delivery,
  file: { datasetId: string; structure: Structure; digest: string },
): Promise<Profile | null> {
  const { structure, digest } = file
  // A file of corrections comes from here and has its own columns.
  const known = knownProfile(said, continues === undefined ? await findProfile(db, file.datasetId) : undefined)
  const source = await blobs.source(digest)
  const profile = known ?? (await assumeProfile(source, structure, said))
  if (said && profile) requireUsable(profile, structure)
  if (known) await requireSheet(source, known, structure)
  return profile ?? null
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
  { accountId, accountName, unitId, unitName }: Principal,
  facts: SubmissionFacts & { readonly repeats: string | undefined; readonly receivedAt: Date },
): Submission {
  const { dataset, structure, blob, load, onFault, channel, fileName, receivedAt } = facts
  const { continues = null, withdraws = null, repeats = null, statement = null, profile = null } = facts
  return {
    id: newId<'submission'>(receivedAt),
    ...{ datasetId: dataset.id, datasetCode: dataset.code, structureVersion: structure.version },
    ...{ state: 'received', load, onFault, channel, accountId, accountName, unitId, unitName, sentByUnit: null },
    ...{ receivedAt, finishedAt: null, fileName, bytes: blob.bytes, digest: blob.digest },
    ...{ profile, continues, withdraws, repeats, statement, balance: undefined, faultyRows: null },
    ...{ confirmedDeletions: null, withheld: null, applyNumber: null, journalEntry: null, problem: null },
  }
}
