import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import type { UploadState } from './upload.ts'

export const UploadParams = Type.Object({ id: IdShape })

export const UploadShape = Type.Object(
  {
    id: IdShape,
    dataset: Type.String(),
    fileName: Nullable(Type.String()),
    bytes: Type.Integer({ description: 'Of the whole file' }),
    offset: Type.Integer({ description: 'Bytes that have arrived' }),
    isComplete: Type.Boolean(),
    createdAt: InstantShape,
    expiresAt: InstantShape,
  },
  { $id: 'Upload' },
)

export function uploadToWire({ id, datasetCode, fileName, bytes, offset, createdAt, expiresAt }: UploadState) {
  return {
    ...{ id, dataset: datasetCode, fileName, bytes, offset, isComplete: offset === bytes },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
