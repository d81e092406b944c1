import type { X509Certificate } from 'node:crypto'
import type { SigningIdentity } from './certificate/trial-certificates.ts'
import { makeTrialCertificates, trialIdentities } from './certificate/trial-certificates.ts'

/** Who signs for an installation besides the log itself. */
export interface Signing {
  readonly receipts: SigningIdentity
  /** What is handed out so that others can check: roots and the certificates under them. */
  readonly certificates: readonly X509Certificate[]
}

/** Everything signed by certificates of the installation's own making, kept nowhere. */
export function trialSigning(secret: string, origin: string, at: Date): Signing {
  const identities = trialIdentities(secret, makeTrialCertificates(secret, origin, at))
  if (!identities) throw new TypeError('Certificates were made for other keys than those of the secret')
  const { root, receipts, timeStamps } = identities
  return { receipts, certificates: [root, ...receipts.chain, ...timeStamps.chain] }
}
