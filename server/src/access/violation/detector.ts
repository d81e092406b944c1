import type { ViolationKind } from './kind.ts'

export const detectorNames = [
  ...(['walking', 'plantedKey', 'volume', 'nightBulk', 'nearExpiry', 'afterExpiry', 'refusals'] as const),
  ...(['obstruction', 'massChange'] as const),
] as const
export type DetectorName = (typeof detectorNames)[number]

/** What is done at once, without waiting for a person; a person ends it. */
export type Restraint = 'none' | 'blockReading' | 'holdGrant'

/** What a detector says has been done, and what it does by itself. */
export interface Detector {
  readonly kind: ViolationKind
  readonly restraint: Restraint
}

export const detectors: Readonly<Record<DetectorName, Detector>> = {
  walking: { kind: 'unlawfulUse', restraint: 'blockReading' },
  plantedKey: { kind: 'unlawfulUse', restraint: 'blockReading' },
  volume: { kind: 'unlawfulUse', restraint: 'holdGrant' },
  nightBulk: { kind: 'unlawfulUse', restraint: 'none' },
  nearExpiry: { kind: 'unlawfulUse', restraint: 'holdGrant' },
  afterExpiry: { kind: 'unlawfulUse', restraint: 'none' },
  refusals: { kind: 'unlawfulUse', restraint: 'none' },
  obstruction: { kind: 'obstruction', restraint: 'none' },
  massChange: { kind: 'distortion', restraint: 'none' },
}
