/** A file on its way in pieces (tệp đang tải lên): what tus calls an upload. */
export interface Upload {
  readonly id: string
  readonly datasetId: string
  readonly datasetCode: string
  readonly accountId: string
  readonly unitId: string
  readonly fileName: string | null
  /** Bytes of the whole file. */
  readonly bytes: number
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** An upload and how much of it has arrived. */
export interface UploadState extends Upload {
  readonly offset: number
}

/** An upload nobody finished is kept this long. */
export const uploadHours = 24

/**
 * The names and values of `Upload-Metadata`: pairs parted by commas, each a name and, after a space, its value in Base64.
 */
export function parseMetadata(header: string): Map<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '))
  return new Map(pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]))
}
