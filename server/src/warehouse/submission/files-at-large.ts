import type { FileFacts, FilesAtLarge, Incident } from '../../access/index.ts'
import type { BlobStore } from '../../platform/index.ts'
import type { Uploads } from '../upload/upload.service.ts'
import { saveReleased } from './submission.store.ts'

export interface FilesAtLargeDeps {
  readonly blobs: BlobStore
  readonly uploads: Uploads
  readonly onReceived: () => void
}

/** Where files lie before they are sealed and after they are released: among the evidence, or among the uploads. */
export function createFilesAtLarge({ blobs, uploads, onReceived }: FilesAtLargeDeps): FilesAtLarge {
  return {
    read: async ({ uploadId, digest }) => {
      if (uploadId !== null) return (await uploads.file(uploadId))?.stream()
      return (await blobs.has(digest)) ? blobs.read(digest) : undefined
    },
    remove: ({ uploadId, digest }) => (uploadId === null ? blobs.remove(digest) : uploads.removeFile(uploadId)),
    restore: async (incident, facts, plain) => {
      const { submissionId, digest } = incident
      if (submissionId === null) {
        await uploads.restore(uploadOf(incident, facts), plain)
        return () => Promise.resolve()
      }
      const blob = await blobs.put(plain)
      if (blob.digest !== digest) throw new Error('What was under seal is not what was sealed')
      return (tx) => saveReleased(tx, submissionId, facts)
    },
    restored: onReceived,
  }
}

function uploadOf({ uploadId, datasetId, datasetCode, accountId, unitId, bytes }: Incident, { fileName }: FileFacts) {
  return { id: uploadId ?? '', datasetId, datasetCode, accountId, unitId, bytes, fileName }
}
