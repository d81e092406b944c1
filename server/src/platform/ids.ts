import { randomBytes, randomUUID } from 'node:crypto'

declare const brand: unique symbol

/** A UUID that belongs to one noun: an `Id<'dataset'>` cannot stand where an `Id<'organisation'>` is wanted. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun }

let lastMillisecond = 0
let sequence = 0
const lastOfMillisecond = 0x0fff

/**
 * A UUIDv7 (RFC 9562 §5.7) at the given instant. Ids made by one process keep their order: when the counter of a
 * millisecond is used up, or the clock steps back, they run ahead of the clock. The random bits are those of a UUIDv4,
 * which Node draws in large portions: asking the system for each id costs as much as the read it names.
 */
export function newId<Noun extends string>(at: Date): Id<Noun> {
  const random = randomUUID()
  const millisecond = Math.max(at.getTime(), lastMillisecond + (sequence === lastOfMillisecond ? 1 : 0))
  sequence = millisecond === lastMillisecond ? sequence + 1 : Number.parseInt(random.slice(0, 3), 16) & 0x07ff
  lastMillisecond = millisecond
  const time = hex(millisecond, 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(sequence, 3)}${random.slice(18)}` as Id<Noun>
}

/** No id made at the instant or later is smaller, whichever process made it. */
export function firstIdAt(at: Date): string {
  const time = hex(at.getTime(), 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

/** 122 random bits as a UUID (version 4), for the salt of a commitment. */
export function newSalt(): string {
  return randomUUID()
}

/** A random token of 256 bits in base64url, for sessions and API tokens. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url')
}
