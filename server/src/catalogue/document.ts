import type { Id, Language } from '../platform/index.ts'

export type DocumentId = Id<'document'>

export const documentKinds = ['specification', 'dictionary', 'guide', 'mapping', 'agreement', 'other'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** A technical document of a dataset: one file, in one language, in one version. */
export interface DatasetDocument {
  readonly id: DocumentId
  readonly kind: DocumentKind
  readonly language: Language
  readonly title: string
  readonly version: string
  /** From this local day on. */
  readonly effectiveFrom: string
  readonly fileName: string
  readonly mediaType: MediaType
  readonly bytes: number
  readonly digest: string
  readonly addedAt: Date
  readonly unitName: string
  readonly supersedes: string | null
  readonly supersededBy: string | null
}

export type DocumentInput = Pick<
  DatasetDocument,
  'kind' | 'language' | 'title' | 'version' | 'effectiveFrom' | 'fileName' | 'mediaType' | 'supersedes'
>

/** How a file of a type begins; undefined for texts, which begin like anything. */
const signatures = {
  'application/pdf': '%PDF-',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'PK\u0003\u0004',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'PK\u0003\u0004',
  'application/vnd.oasis.opendocument.text': 'PK\u0003\u0004',
  'application/vnd.oasis.opendocument.spreadsheet': 'PK\u0003\u0004',
  'application/zip': 'PK\u0003\u0004',
  'image/png': '\u0089PNG\r\n\u001a\n',
  'image/jpeg': '\u00ff\u00d8\u00ff',
  'text/plain': undefined,
  'text/csv': undefined,
  'text/markdown': undefined,
  'application/json': undefined,
} as const
export type MediaType = keyof typeof signatures

/** What a browser shows or saves without running any of it; pages, drawings and programs are not among them. */
export const mediaTypes = Object.keys(signatures) as readonly MediaType[]

/** Whether a file that begins so can be of the type. A text has no NUL, so nothing else passes for one. */
export function beginsAs(mediaType: MediaType, head: Buffer): boolean {
  const signature = signatures[mediaType]
  if (signature === undefined) return !head.includes(0)
  return head.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'))
}

/** The longest signature. */
export const headBytes = 8

/** A file name that is safe in a header and on every disk: no path, no control or reserved character. */
export function safeFileName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  const safe = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"*:<>?|]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 150)
  return safe === '' ? 'tai-lieu' : safe
}

/** `Content-Disposition` of a download, with the name for old and new readers (RFC 6266). */
export function attachment(fileName: string): string {
  const ascii = fileName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^ -~]|["\\%]/g, '_')
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  })
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
