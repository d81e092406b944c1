import type { X509Certificate } from 'node:crypto'
import { trialNameOf } from '../certificate/trial-certificates.ts'
import type { Receipt } from '../receipt/receipt.ts'
import type { OpenReceipt } from '../receipt/receipt-jws.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { check, open } from './check.ts'
import type { Check } from './check.ts'

/**
 * Whose certificate signed a receipt. That it leads to a trusted root says only that an authority knows who it is: the same
 * authority issues certificates to anybody.
 */

/** What whoever verifies says of the signer. */
export interface SignerDemand {
  readonly trusted: readonly X509Certificate[]
  /** The subject that the certificate must have, as `subjectOf` writes it; undefined when nothing is asked. */
  readonly subject?: string | undefined
}

/** In one line; a comma within a name is escaped. */
export const subjectOf = ({ subject }: X509Certificate): string => subject.replaceAll('\n', ', ')

export function checkSigner({ receipt, certificate }: OpenReceipt, demand: SignerDemand): Promise<Check> | Check {
  const { trusted, subject: asked } = demand
  const subject = subjectOf(certificate)
  if (asked !== undefined)
    return check('signer', () => {
      if (subject !== asked) throw new MalformedError(`The certificate is that of ${subject}, not of ${asked}`)
      return subject
    })
  const logs = warehousesOf(receipt)
  const named = trusted.length > 0 ? logs.find((log) => isNamedAfter(certificate, log)) : undefined
  if (named !== undefined) return { name: 'signer', state: 'holds', note: `${subject}, which names ${named}` }
  const whom = logs.length === 0 ? 'a warehouse' : `the warehouse ${logs.join(' or ')}`
  return open('signer', `${subject}; whether that is ${whom}, say with --subject`)
}

/** The names that a receipt gives to the log of the warehouse. */
export const warehousesOf = ({ sender, receiver }: Receipt): string[] =>
  [sender, receiver].flatMap((party) => ('warehouse' in party ? [party.warehouse] : []))

/** A host, and nothing that the look-up would take for a pattern. */
const host = /^[a-z\d][a-z\d.-]*(?=\/|$)/i

/** By the host of the log among its alternative names, or as trial certificates are; a successor is named with a number behind. */
function isNamedAfter(certificate: X509Certificate, log: string): boolean {
  const trial = [log, log.replace(/\/\d+$/, '')].map((origin) => `CN=${trialNameOf(origin, 'receipts')}`)
  const [name] = host.exec(log) ?? []
  const isHost = name !== undefined && certificate.checkHost(name, { subject: 'never', wildcards: false }) !== undefined
  return isHost || trial.includes(certificate.subject)
}
