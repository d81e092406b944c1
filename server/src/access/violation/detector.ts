import type { ViolationKind } from './kind.ts'

export const detectorNames = [
  ...(['walking', 'plantedKey', 'volume', 'nightBulk', 'nearExpiry', 'afterExpiry', 'refusals'] as const),
  ...(['obstruction', 'massChange'] as const),
] as const
export type DetectorName = (typeof detectorNames)[number]

/** What is done at once, without waiting for a person; a person ends it. */
export type Restraint = 'none' | 'blockReading' | 'holdGrant'

/** What a detector counted within its window. */
export interface FiguresOf {
  /** Of one account in one dataset in one hour; `byHand`: 1 when all of it came from a browser. */
  readonly walking: { readonly keys: number; readonly missed: number; readonly byHand: number }
  readonly plantedKey: { readonly asked: number }
  /** Rows of a day, the most rows of an earlier day but for the busiest fifth of them, and on how many there were any. */
  readonly volume: { readonly rows: number; readonly usual: number; readonly days: number }
  /** Rows of a night, and how many earlier nights had as many as half of what is looked at. */
  readonly nightBulk: { readonly rows: number; readonly nights: number }
  /** Rows under a grant in its last days, and the most rows of an earlier day under it. */
  readonly nearExpiry: { readonly rows: number; readonly usual: number }
  readonly afterExpiry: { readonly refused: number }
  /** Of one account in one hour. */
  readonly refusals: { readonly refused: number; readonly datasets: number }
  /** `closed`: 1 when the dataset was closed while granted; `holds`: of grants over it, within the days looked back on. */
  readonly obstruction: { readonly closed: number; readonly heldHours: number; readonly holds: number }
  /** Rows that one delivery changed or deleted, rows there were before as far as it tells, and the most of earlier ones. */
  readonly massChange: {
    readonly touched: number
    readonly before: number
    readonly usual: number
    readonly deliveries: number
  }
}

/** From where on something is out of the ordinary. Changing one is a change of the release: people can look them up. */
export const thresholds = {
  walking: { leastKeys: 40, missedShare: 0.5, mostKeysByHand: 300 },
  plantedKey: { leastAsked: 1 },
  volume: { leastRows: 5_000, times: 5, leastDays: 3, mostOfNewcomer: 20_000, daysBack: 28 },
  nightBulk: { leastRows: 3_000, usualNights: 3, daysBack: 28 },
  nearExpiry: { leastRows: 1_000, times: 3, hoursBefore: 48, daysBack: 28 },
  afterExpiry: { leastRefused: 3 },
  refusals: { leastRefused: 20, leastDatasets: 6 },
  obstruction: { mostHeldHours: 24, mostHolds: 3, daysBack: 30 },
  massChange: { leastTouched: 1_000, share: 0.3, times: 5, leastDeliveries: 3, deliveriesBack: 10 },
} as const satisfies Record<DetectorName, Readonly<Record<string, number>>>

/** Whether figures are out of the ordinary. */
export const isOut: { readonly [Name in DetectorName]: (figures: FiguresOf[Name]) => boolean } = {
  walking: ({ keys, missed, byHand }) => {
    const { leastKeys, missedShare, mostKeysByHand } = thresholds.walking
    return (keys >= leastKeys && missed >= keys * missedShare) || (byHand === 1 && keys >= mostKeysByHand)
  },
  plantedKey: ({ asked }) => asked >= thresholds.plantedKey.leastAsked,
  volume: ({ rows, usual, days }) => {
    const { leastRows, times, leastDays, mostOfNewcomer } = thresholds.volume
    return days < leastDays ? rows >= mostOfNewcomer : rows >= leastRows && rows >= usual * times
  },
  nightBulk: ({ rows, nights }) => rows >= thresholds.nightBulk.leastRows && nights < thresholds.nightBulk.usualNights,
  nearExpiry: ({ rows, usual }) =>
    rows >= thresholds.nearExpiry.leastRows && rows >= usual * thresholds.nearExpiry.times,
  afterExpiry: ({ refused }) => refused >= thresholds.afterExpiry.leastRefused,
  refusals: ({ refused, datasets }) =>
    refused >= thresholds.refusals.leastRefused || datasets >= thresholds.refusals.leastDatasets,
  obstruction: ({ closed, heldHours, holds }) =>
    closed === 1 || heldHours >= thresholds.obstruction.mostHeldHours || holds >= thresholds.obstruction.mostHolds,
  massChange: ({ touched, before, usual, deliveries }) => {
    const { leastTouched, share, times, leastDeliveries } = thresholds.massChange
    return (
      touched >= leastTouched && touched >= before * share && deliveries >= leastDeliveries && touched >= usual * times
    )
  },
}

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
