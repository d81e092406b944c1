import type { Identity, Portal } from '../identity/index.ts'
import type { CertificateReader } from './client-certificate.ts'

/** Who knows callers, and by which cookies, passkeys and certificates they are known. */
export interface Door {
  readonly identity: Identity
  readonly portal: Portal
  readonly certificates: CertificateReader
}
