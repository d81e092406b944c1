/** What one step of a check came to. `open`: nothing speaks against it, but what would decide it is not at hand. */
export interface Finding<Step extends string> {
  readonly step: Step
  readonly state: 'holds' | 'fault' | 'open'
  /** Why it does not hold or stays open. */
  readonly reason?: Reason
  /** What was found: a hash, a name, a number. */
  readonly found?: string
}

export type Reason =
  | 'malformedProof'
  | 'malformedCheckpoint'
  | 'malformedKey'
  | 'otherPlace'
  | 'pathLeadsElsewhere'
  | 'otherLog'
  | 'closedLog'
  | 'notSigned'
  | 'cannotCheckSignature'
  | 'unwitnessed'
  | 'receiptAlone'
  | 'malformedReceipt'
  | 'malformedCertificate'
  | 'otherContent'
  | 'notTrusted'
  | 'notValidThen'
  | 'wrongUse'
  | 'otherSigner'
  | 'noFile'
  | 'otherFile'
  | 'noCertificates'
  | 'noLogNamed'
  | 'notGrown'
  | 'noTimeStamp'
  | 'malformedStamp'
  | 'stampOfOther'
  | 'stampNotSigned'
  | 'wrongStampUse'
  | 'stampedBefore'
  | 'pageNotChecked'

/** What does not fit, where it was met. */
export class Misfit extends Error {
  override readonly name = 'Misfit'
  readonly reason: Reason

  constructor(reason: Reason) {
    super(reason)
    this.reason = reason
  }
}

/** Carries out a step; that something does not fit is a finding too. */
export async function finding<Step extends string>(
  step: Step,
  find: () => string | Promise<string>,
): Promise<Finding<Step>> {
  try {
    return { step, state: 'holds', found: await find() }
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    return { step, state: error.reason === 'cannotCheckSignature' ? 'open' : 'fault', reason: error.reason }
  }
}
