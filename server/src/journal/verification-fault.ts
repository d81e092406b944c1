/** One thing that does not fit: where, and what. */
export interface VerificationFault {
  readonly place: string
  readonly reason: string
}
