import type { Id } from '../platform/index.ts'

export type InstrumentId = Id<'instrument'>

export const instrumentKinds = ['decision', 'resolution', 'decree', 'law', 'circular', 'other'] as const
export type InstrumentKind = (typeof instrumentKinds)[number]

/** A legal instrument as registered; in force on `[effectiveFrom, effectiveTo)`. */
export interface Instrument {
  readonly id: InstrumentId
  readonly number: string
  readonly kind: InstrumentKind
  readonly title: string
  readonly issuer: string
  readonly signer: string
  readonly signedOn: string
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  /** SHA-256 of the signed file, hex. */
  readonly fileDigest: string | null
}

/** Whether the instrument has force on a day; ISO days compare as text. */
export function isInForce(instrument: Instrument, day: string): boolean {
  return instrument.effectiveFrom <= day && (instrument.effectiveTo === null || day < instrument.effectiveTo)
}
