import { MalformedError } from '../tlog/signed-note.ts'

/** What is checked of a receipt and of the evidence around it, in the order it is told. */
export type CheckName =
  | 'signature'
  | 'certificate'
  | 'signer'
  | 'content'
  | 'entry'
  | 'checkpoint'
  | 'growth'
  | 'witnesses'
  | 'time-stamp'
  | 'page'

export interface Check {
  readonly name: CheckName
  /** `open`: nothing speaks against it, but what would decide it was not given. */
  readonly state: 'holds' | 'fault' | 'open'
  /** What was found, in English, for logs and verifiers. */
  readonly note: string
}

export const open = (name: CheckName, note: string): Check => ({ name, state: 'open', note })

/** What a check finds; that something does not fit is a finding too. */
export async function check(name: CheckName, find: () => string | Promise<string>): Promise<Check> {
  try {
    return { name, state: 'holds', note: await find() }
  } catch (error) {
    if (error instanceof MalformedError) return { name, state: 'fault', note: error.message }
    throw error
  }
}
