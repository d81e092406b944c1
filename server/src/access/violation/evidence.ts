import { canonicalJson, sha256 } from '../../platform/index.ts'

/** Entries of the journal by their ids, with the digest over their leaves. */
export interface EntryPositions {
  readonly kind: 'entries'
  readonly ids: readonly string[]
  readonly digest: string
}

/** Reads of one account in one dataset, from the first to the last of a range of ids, with the digest over their rows. */
export interface ReadPositions {
  readonly kind: 'reads'
  readonly account: string
  readonly dataset: string
  readonly first: string
  readonly last: string
  readonly count: number
  readonly digest: string
}

export type Positions = EntryPositions | ReadPositions

/** What was named as evidence at one time, and the seal over it. */
export interface Evidence {
  readonly number: number
  readonly at: Date
  readonly by: string
  readonly positions: readonly Positions[]
  readonly seal: Buffer
}

/** SHA-256 over the canonical JSON of the positions and their digests: the journal holds it from the moment they were named. */
export function sealOf(positions: readonly Positions[]): Buffer {
  return sha256(canonicalJson(positions.map((each) => ({ ...each, ...('ids' in each && { ids: [...each.ids] }) }))))
}
