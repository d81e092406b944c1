import { canonicalJson, keyedDigest, sameSecret } from '../platform/index.ts'
import type { Json } from '../platform/index.ts'

/** What a read asked, by name; what was not asked for is undefined, and no part of the question. */
export type Question = Readonly<Record<string, Json | undefined>>

/** A read that has its place in the log, as far as a question belongs to it. */
export interface PlacedRead {
  readonly id: string
  readonly dataset: string
  readonly action: string
}

/**
 * What the log keeps of all that a read asked: the HMAC of its canonical JSON (RFC 8785) under a key of the installation, in
 * base64url. The id of the read goes in, so the same question looks another at each read: who asks one himself learns
 * nothing of what others asked, and without the key no value is found by trying.
 */
export function queryDigest(secret: string, { id, dataset, action }: PlacedRead, asked: Question): string {
  const members = Object.entries(asked).filter((member): member is [string, Json] => member[1] !== undefined)
  const question = { read: id, dataset, action, asked: Object.fromEntries(members) }
  return keyedDigest(secret, 'read-query', canonicalJson(question))
}

/** Whether a read asked exactly this; undefined for reads from before their questions had a digest. */
export function hasAsked(
  secret: string,
  read: PlacedRead & { readonly query_digest: string | null },
  asked: Question,
): boolean | undefined {
  if (read.query_digest === null) return undefined
  return sameSecret(read.query_digest, queryDigest(secret, read, asked))
}
