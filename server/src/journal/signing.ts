import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../platform/index.ts'
import { anchorsOf, fingerprintOf } from './certificate/certificate.ts'
import type { SigningIdentity, TrialIdentities } from './certificate/trial-certificates.ts'
import { makeTrialCertificates, trialIdentities } from './certificate/trial-certificates.ts'
import type { TimeStampAuthority } from './time-stamp/authority.ts'
import { trialAuthority } from './time-stamp/trial-authority.ts'

/** Who signs for an installation besides the log itself. */
export interface Signing {
  readonly receipts: SigningIdentity
  readonly authority: TimeStampAuthority
  /** What is handed out so that others can check: roots and the certificates under them. */
  readonly certificates: readonly X509Certificate[]
}

/** What an installation was given to sign with; what it was not given, it does by itself for trial. */
export interface GivenSigning {
  readonly receipts?: SigningIdentity | undefined
  readonly authority?: TimeStampAuthority | undefined
}

/** The trial certificates are handed out whatever was given: what was signed under them earlier stays checkable. */
export function signingWith(trial: TrialIdentities, given: GivenSigning, clock: Clock): Signing {
  const { receipts = trial.receipts, authority = trialAuthority(trial, clock) } = given
  const own = [trial.root, ...trial.receipts.chain, ...trial.timeStamps.chain]
  const all = [...own, ...receipts.chain, ...authority.trusted]
  const certificates = all.filter((each, at) => all.findIndex(({ raw }) => raw.equals(each.raw)) === at)
  return { receipts, authority, certificates }
}

/** Everything signed by certificates of the installation's own making, kept nowhere. */
export function trialSigning(secret: string, origin: string, clock: Clock): Signing {
  const identities = trialIdentities(secret, makeTrialCertificates(secret, origin, clock.now()))
  if (!identities) throw new TypeError('Certificates were made for other keys than those of the secret')
  return signingWith(identities, {}, clock)
}

/** Where trust in what an installation signed ends. */
export const anchorsOfSigning = ({ certificates }: Signing) => anchorsOf(certificates)

/** PEM with a line above each that says whose it is; text outside the blocks is read over by every reader. */
export function certificatesAsPem({ certificates }: Signing): string {
  const lines = certificates.map((each) => {
    const about = `# ${each.subject.replaceAll('\n', ', ')}\n# ${each.validTo}; SHA-256 ${fingerprintOf(each)}`
    return `${about}\n${each.toString()}`
  })
  return lines.join('')
}
