/** The embedded server cannot be used, for a reason the person at the keyboard can mend; the message says how. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError'
}
