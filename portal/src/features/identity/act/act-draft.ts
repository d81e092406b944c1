import type { ActBody } from '../../../api/types.ts'
import { isDay } from '../../../lib/day.ts'
import { missingIn, newDraft, stepOf } from './step-draft.ts'
import type { StepDraft } from './step-draft.ts'

/** An act as it is being written. */
export interface ActDraft {
  readonly title: string
  /** Id of the instrument, '' while none is chosen. */
  readonly instrument: string
  readonly effectiveOn: string
  readonly steps: readonly StepDraft[]
}

const place = 'kho.act-draft'

export function emptyDraft(effectiveOn: string): ActDraft {
  return { title: '', instrument: '', effectiveOn, steps: [] }
}

/** What was written before the page was left; nothing typed is lost. */
export function keptDraft(): ActDraft | null {
  const kept = sessionStorage.getItem(place)
  if (kept === null) return null
  const draft = JSON.parse(kept) as ActDraft
  // It may be from before the page had all its fields.
  return { ...draft, steps: draft.steps.map((step) => ({ ...newDraft(step.kind, step.key), ...step })) }
}

export function keepDraft(draft: ActDraft): void {
  sessionStorage.setItem(place, JSON.stringify(draft))
}

export function forgetDraft(): void {
  sessionStorage.removeItem(place)
}

export function isWhole({ title, instrument, effectiveOn, steps }: ActDraft): boolean {
  const isHeadWhole = title.trim() !== '' && instrument !== '' && isDay(effectiveOn)
  return isHeadWhole && steps.length > 0 && steps.every((step) => missingIn(step).length === 0)
}

export function bodyOf({ title, instrument, effectiveOn, steps }: ActDraft): ActBody {
  return { title: title.trim(), instrument, effectiveOn, steps: steps.map(stepOf) }
}
