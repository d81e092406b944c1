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
  /** What was found instead, where a person is to judge it. */
  readonly found: string | undefined

  constructor(reason: Reason, found?: string) {
    super(reason)
    this.reason = reason
    this.found = found
  }
}

/** What leaves a step open: nothing of it was found false. */
const openReasons: readonly Reason[] = ['cannotCheckSignature', 'otherSigner']

/** Carries out a step; that something does not fit is a finding too. */
export async function finding<Step extends string>(
  step: Step,
  find: () => string | Promise<string>,
): Promise<Finding<Step>> {
  try {
    return { step, state: 'holds', found: await find() }
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    const { reason, found } = error
    const state = openReasons.includes(reason) ? 'open' : 'fault'
    return { step, state, reason, ...(found !== undefined && { found }) }
  }
}
