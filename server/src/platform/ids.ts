import { randomBytes } from 'node:crypto'

declare const brand: unique symbol

/** A UUID that belongs to one noun: an `Id<'dataset'>` cannot stand where an `Id<'organisation'>` is wanted. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun }

let lastMillisecond = 0
let sequence = 0
const lastOfMillisecond = 0x0fff

/**
 * A UUIDv7 (RFC 9562 §5.7) at the given instant. Ids made by one process keep their order: when the counter of a
 * millisecond is used up, or the clock steps back, they run ahead of the clock.
 */
export function newId<Noun extends string>(at: Date): Id<Noun> {
  const millisecond = Math.max(at.getTime(), lastMillisecond + (sequence === lastOfMillisecond ? 1 : 0))
  sequence = millisecond === lastMillisecond ? sequence + 1 : randomBytes(2).readUInt16BE() & 0x07ff
  lastMillisecond = millisecond
  const bytes = randomBytes(16)
  bytes.writeUIntBE(millisecond, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Noun>
}

/** A random token of 256 bits in base64url, for sessions and API tokens. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url')
}
