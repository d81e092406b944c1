import type { Json } from '../../platform/index.ts'

/** What is known of a file besides its bytes; sealed with them, for it may give the secret away too. */
export interface FileFacts {
  readonly fileName: string | null
  /** How it is read, as whoever holds it said; null where nothing was said. */
  readonly profile: Json
}
