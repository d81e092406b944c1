import { Readable } from 'node:stream'
import type { Principal } from '../identity/index.ts'
import type { Journal } from '../journal/index.ts'
import { newId, platformProblems } from '../platform/index.ts'
import type { BlobStore, ByteSource, Clock, Database, Db, StoredBlob } from '../platform/index.ts'
import { refuseStranger } from './author.ts'
import type { Author } from './author.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import { catalogueEvents } from './catalogue.events.ts'
import type { Dataset } from './dataset.ts'
import type { DatasetLookups } from './dataset.lookups.ts'
import { lockDataset } from './dataset.store.ts'
import { beginsAs, headBytes, safeFileName } from './document.ts'
import type { DatasetDocument, DocumentId, DocumentInput, MediaType } from './document.ts'
import { findDocument, insertDocument, isKeptDocument, listDocuments } from './document.store.ts'
import { refuseMarkedDocument } from './secrecy.refusal.ts'
import type { VersionLookups } from './version.lookups.ts'

export interface Documents {
  /** Adds a document to a dataset, or the next version of one it supersedes. */
  addDocument(author: Author, code: string, input: DocumentInput, content: Readable): Promise<DatasetDocument>
  listDocuments(code: string, options?: { readonly superseded?: boolean }): Promise<DatasetDocument[]>
  /** The file of a document; of a dataset that is not public only for who has signed in. */
  openDocument(reader: Principal | undefined, code: string, id: string): Promise<OpenedDocument>
}

export interface OpenedDocument {
  readonly document: DatasetDocument
  readonly content: Readable
}

export interface DocumentDeps {
  readonly database: Database
  readonly clock: Clock
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly datasets: DatasetLookups
  readonly versions: VersionLookups
  /** Whether a file bears a mark of state secrets, by its own words; filled by `app`. */
  readonly bearsMark?: BearsMark | undefined
}

export type BearsMark = (content: ByteSource, fileName: string) => Promise<boolean>

/** Longer documents are split; this is no way for data. */
export const mostDocumentBytes = 50 << 20

export function createDocuments(deps: DocumentDeps): Documents {
  const { datasets, versions, blobs, clock } = deps
  const db = deps.database.application
  return {
    addDocument: async (author, code, input, content) => {
      const dataset = await datasets.getDataset(code)
      refuseStranger(author, dataset)
      refuseMarkedDocument(code, input)
      const blob = await store(blobs, content, input.mediaType)
      await refuseMarkedContent(deps, code, { ...input, ...blob })
      return documentOf(db, dataset, await keepDocument(deps, author, dataset, { ...input, ...blob }))
    },
    listDocuments: async (code, { superseded = false } = {}) => {
      const { id } = await datasets.getDataset(code)
      return listDocuments(db, id, superseded)
    },
    openDocument: async (reader, code, id) => {
      const dataset = await datasets.getDataset(code)
      const row = await versions.findRowInForce(dataset.id, clock.now())
      if (!reader && row?.dataset.classification !== 'public') throw platformProblems.signInRequired()
      const document = await documentOf(db, dataset, id)
      return { document, content: blobs.read(document.digest) }
    },
  }
}

/** A document with a mark is not kept: nothing of it is left unless it is kept already. */
async function refuseMarkedContent(
  { database, blobs, bearsMark }: DocumentDeps,
  dataset: string,
  { digest, fileName }: DocumentInput & StoredBlob,
): Promise<void> {
  if ((await bearsMark?.(await blobs.source(digest), fileName)) !== true) return
  if (!(await isKeptDocument(database.application, digest))) await blobs.remove(digest)
  throw catalogueProblems.secrecyMarked({ dataset, marks: 1 })
}

function keepDocument(
  { journal }: DocumentDeps,
  author: Author,
  dataset: Dataset,
  kept: DocumentInput & StoredBlob,
): Promise<DocumentId> {
  return journal.change(author, async (tx) => {
    await lockDataset(tx, dataset.id)
    if (kept.supersedes !== null) {
      const { supersededBy } = await documentOf(tx, dataset, kept.supersedes)
      if (supersededBy !== null) {
        throw catalogueProblems.documentSuperseded({ document: kept.supersedes, by: supersededBy })
      }
    }
    const id = newId<'document'>(tx.at)
    const fileName = safeFileName(kept.fileName)
    const { unitId, unitName } = author
    await insertDocument(tx, dataset.id, { ...kept, id, fileName, unitId, unitName, addedAt: tx.at })
    const { kind, language, title, version, effectiveFrom, mediaType, supersedes, digest, bytes } = kept
    await tx.record({
      event: catalogueEvents['document.added'],
      subject: { type: 'dataset', id: dataset.id, label: dataset.code },
      payload: { document: id, kind, language, title, version, effectiveFrom, mediaType, supersedes, digest, bytes },
    })
    return id
  })
}

async function documentOf(db: Db, { id: dataset, code }: Dataset, id: string): Promise<DatasetDocument> {
  const document = await findDocument(db, dataset, id)
  if (!document) throw catalogueProblems.documentNotFound({ dataset: code, document: id })
  return document
}

/** Stores the bytes as they come; refuses what is too long, empty, or no file of its type. */
async function store(blobs: BlobStore, content: Readable, mediaType: MediaType): Promise<StoredBlob> {
  return blobs.put(Readable.from(checked(content, mediaType), { objectMode: false }))
}

async function* checked(content: Readable, mediaType: MediaType): AsyncGenerator<Buffer, void> {
  let bytes = 0
  let head = Buffer.alloc(0)
  const chunks = content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > mostDocumentBytes) throw catalogueProblems.documentTooLarge({ maximum: mostDocumentBytes >> 20 })
    const isShort = head.length < headBytes
    if (isShort) head = Buffer.concat([head, chunk]).subarray(0, headBytes)
    if (isShort && head.length === headBytes && !beginsAs(mediaType, head)) refuseType(mediaType)
    yield chunk
  }
  if (bytes === 0 || !beginsAs(mediaType, head)) refuseType(mediaType)
}

function refuseType(mediaType: MediaType): never {
  throw catalogueProblems.documentTypeMismatch({ mediaType })
}
