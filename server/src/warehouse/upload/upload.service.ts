import path from 'node:path'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Server, Upload as StoredUpload } from '@tus/server'
import type { Access, Incidents } from '../../access/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { fileSource, newId } from '../../platform/index.ts'
import type { ByteSource, Clock, Db } from '../../platform/index.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { findUpload, insertUpload, listExpired, removeUpload } from './upload.store.ts'
import { uploadHours } from './upload.ts'
import type { Upload, UploadState } from './upload.ts'

export const uploadsPath = '/api/v1/warehouse/uploads'
/** Carries the id of a new upload to the protocol's own code; made here, never taken from a caller. */
const idHeader = 'x-kho-upload'

export interface UploadDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly incidents: Pick<Incidents, 'ofUpload'>
  readonly maxBytes: number
  /** Where files lie while they are on their way. */
  readonly folder: string
}

export interface Uploads {
  /** Registers an upload for somebody who may submit to the dataset; the protocol then answers `request`. */
  begin(sender: Principal, file: { dataset: string; fileName: string | undefined; bytes: number }): Promise<Upload>
  /** The upload, if it is this unit's and not over; throws `warehouse.uploadSealed` for one that bears a mark of state secrets. */
  get(sender: Principal, id: string): Promise<UploadState>
  /** What tus 1.0 answers. A new upload is named by `id`. */
  answer(request: Request, id?: string): Promise<Response>
  /** The bytes of an upload that has arrived whole. */
  content(upload: UploadState): Promise<ByteSource>
  remove(id: string): Promise<void>
  /** The file of an upload alone, whatever is known of it; undefined when there is none. */
  file(id: string): Promise<ByteSource | undefined>
  removeFile(id: string): Promise<void>
  /** Puts an upload back that was taken away whole, with its time to be submitted beginning anew. */
  restore(upload: Omit<Upload, 'createdAt' | 'expiresAt'>, content: Readable): Promise<void>
  /** Clears away what nobody finished in time. */
  sweep(): Promise<void>
}

export function createUploads(deps: UploadDeps): Uploads {
  const { db, clock, folder } = deps
  const protocol = once(() => openProtocol(deps))
  return {
    begin: (sender, file) => begin(deps, sender, file),
    get,
    answer: (request, id = '') => {
      request.headers.set(idHeader, id)
      return protocol().server.handleWeb(request)
    },
    content: ({ id, offset, bytes }) => {
      if (offset < bytes) throw warehouseProblems.uploadIncomplete({ received: offset, bytes })
      return fileSource(path.join(folder, id))
    },
    remove,
    removeFile,
    file: (id) => fileSource(path.join(folder, id)).catch(() => undefined),
    restore: (upload, content) => restore(deps, protocol().store, upload, content),
    sweep: async () => {
      for (const { id } of await listExpired(db, clock.now())) await remove(id)
    },
  }

  async function get(sender: Principal, id: string): Promise<UploadState> {
    const upload = await findUpload(db, id, clock.now())
    const isOwn = upload?.unitId === sender.unitId
    const stored = isOwn
      ? await protocol()
          .store.getUpload(id)
          .catch(() => undefined)
      : undefined
    if (upload && stored) return { ...upload, offset: stored.offset }
    const incident = await deps.incidents.ofUpload(id, sender.unitId)
    throw incident === undefined ? warehouseProblems.uploadNotFound() : warehouseProblems.uploadSealed({ incident })
  }

  async function remove(id: string): Promise<void> {
    await removeFile(id)
    await removeUpload(db, id)
  }

  async function removeFile(id: string): Promise<void> {
    await protocol()
      .store.remove(id)
      .catch(() => undefined)
  }
}

/** The protocol's library makes its folder when it is made, so that waits until somebody uploads. */
function openProtocol({ folder, maxBytes }: UploadDeps) {
  const store = new FileStore({ directory: folder, expirationPeriodInMilliseconds: uploadHours * 3_600_000 })
  const server = new Server({
    ...{ path: uploadsPath, datastore: store, maxSize: maxBytes, relativeLocation: true },
    // Browsers of other origins have no business here; the portal is of the same one.
    allowedOrigins: () => false,
    namingFunction: (request) => request.headers.get(idHeader) ?? '',
  })
  return { store, server }
}

/** Safe to be done again where it was broken off. */
async function restore(
  { db, clock }: UploadDeps,
  store: FileStore,
  upload: Omit<Upload, 'createdAt' | 'expiresAt'>,
  content: Readable,
): Promise<void> {
  const { id, bytes } = upload
  await store.remove(id).catch(() => undefined)
  await store.create(new StoredUpload({ id, size: bytes, offset: 0, creation_date: clock.now().toISOString() }))
  await store.write(content, id, 0)
  await removeUpload(db, id)
  await insertUpload(db, { ...upload, ...lifeFrom(clock.now()) })
}

function lifeFrom(createdAt: Date): Pick<Upload, 'createdAt' | 'expiresAt'> {
  return { createdAt, expiresAt: new Date(createdAt.getTime() + uploadHours * 3_600_000) }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

async function begin(
  { db, access, catalogue, clock, maxBytes }: UploadDeps,
  sender: Principal,
  { dataset, fileName, bytes }: { dataset: string; fileName: string | undefined; bytes: number },
): Promise<Upload> {
  await access.authorise(sender, 'submit', dataset, undefined, clock.now())
  if (bytes > maxBytes) throw warehouseProblems.fileTooLarge({ maximum: maxBytes })
  const { id: datasetId, code: datasetCode } = await catalogue.getDataset(dataset)
  const createdAt = clock.now()
  const upload = {
    ...{ id: newId<'upload'>(createdAt), datasetId, datasetCode, accountId: sender.accountId, unitId: sender.unitId },
    ...{ fileName: fileName?.slice(0, 200) ?? null, bytes },
    ...lifeFrom(createdAt),
  }
  await insertUpload(db, upload)
  return upload
}
