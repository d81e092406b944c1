import { sensitivities } from '../../catalogue/index.ts'
import type { Sensitivity } from '../../catalogue/index.ts'

/** Whether data is used for the duties of an agency, or for a person's own or a business's ends (Điều 11.3). */
export const natures = ['official', 'personal', 'commercial'] as const
export type Nature = (typeof natures)[number]

/** What data may be used for, as registered. */
export interface Purpose {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly nature: Nature
  readonly legalBasis: string
  /** Whether it is in every unit's remit; otherwise in that of the units whose functions are named. */
  readonly isCommon: boolean
  /** Up to which sensitivity values are shown as they are; beyond it they are masked or left out. */
  readonly shows: Sensitivity
  readonly functions: readonly PurposeFunction[]
  readonly retiredAt: Date | null
}

/** A function of a unit that the purpose serves. */
export interface PurposeFunction {
  readonly id: string
  readonly text: string
  readonly unit: { readonly id: string; readonly name: string; readonly nameEn: string }
}

/** A purpose as the decision about one unit sees it. */
export interface PurposeFacts {
  readonly code: string
  readonly nature: Nature
  readonly shows: Sensitivity
  /** Whether it is in every unit's remit, on all days. */
  readonly isCommon: boolean
  /** Whether the use lies in the remit of the unit that asks (Điều 11.1). */
  readonly isInRemit: boolean
}

/**
 * The code in what a caller says a read is for: all of it, or what stands before the first colon; behind it there may be
 * words of the caller's own, like the number of a case.
 */
export function purposeCode(said: string | undefined): string {
  return (said ?? '').split(':', 1)[0]?.trim() ?? ''
}

/** Whether a purpose could be called so; nothing else is looked up. */
export function isPurposeCode(text: string): boolean {
  return text.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)
}

/** Whether values of such a sensitivity are shown as they are for a purpose. */
export function showsAsIs(shows: Sensitivity, sensitivity: Sensitivity): boolean {
  return sensitivities.indexOf(sensitivity) <= sensitivities.indexOf(shows)
}
