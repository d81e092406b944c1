import type { ActStep, UnitKind } from '../../../api/types.ts'

export const stepKinds = ['create', 'rename', 'move', 'merge', 'split', 'dissolve', 'identify', 'remit'] as const
export type StepKind = (typeof stepKinds)[number]

export type Scheme = 'QCVN102' | 'QD20' | 'MST' | 'GSO'

/** Something of a unit that is split, and the one it goes to when that is not the first. */
export interface Assigned {
  readonly what: 'account' | 'dataset'
  readonly id: string
  readonly to: string
}

/** A step as it is being written; what a kind of step does not need stays empty. */
export interface StepDraft {
  /** Names the unit that the step makes, for the other steps. */
  readonly key: string
  readonly kind: StepKind
  readonly units: readonly string[]
  readonly into: readonly string[]
  readonly name: string
  readonly nameEn: string
  readonly unitKind: UnitKind
  readonly territory: string
  readonly scheme: Scheme
  readonly code: string
  readonly text: string
  readonly citation: string
  /** Identifiers as `SCHEME value`, or ids of functions. */
  readonly ended: readonly string[]
  readonly assigned: readonly Assigned[]
}

export function newDraft(kind: StepKind, key: string): StepDraft {
  return {
    ...{ key, kind, units: [], into: [], name: '', nameEn: '', unitKind: 'department', territory: '' },
    ...{ scheme: 'QCVN102', code: '', text: '', citation: '', ended: [], assigned: [] },
  }
}

export type DraftField = 'units' | 'into' | 'name' | 'citation' | 'ended'

const needs: Readonly<Record<StepKind, readonly DraftField[]>> = {
  create: ['name', 'into'],
  rename: ['units', 'name'],
  move: ['units', 'into'],
  merge: ['units', 'into'],
  split: ['units', 'into'],
  dissolve: ['units'],
  identify: ['units'],
  remit: ['units'],
}

const isEmpty = (value: string | readonly string[]) =>
  typeof value === 'string' ? value.trim() === '' : value.length === 0

/** What is still to be written before a step can be sent. */
export function missingIn(draft: StepDraft): DraftField[] {
  const missing = needs[draft.kind].filter((field) => isEmpty(draft[field]))
  if (draft.kind === 'split' && draft.into.length === 1) missing.push('into')
  if (!isEmpty(draft.text) && isEmpty(draft.citation)) missing.push('citation')
  if (draft.kind === 'identify' && isEmpty(draft.code) && isEmpty(draft.ended)) missing.push('ended')
  if (draft.kind === 'remit' && isEmpty(draft.text) && isEmpty(draft.ended)) missing.push('ended')
  return missing
}

export function assignedTo({ assigned }: StepDraft, what: Assigned['what'], to: string): string[] {
  return assigned.filter((each) => each.what === what && each.to === to).map(({ id }) => id)
}

/** Says anew what of a kind goes to one of the successors. */
export function reassign(
  draft: StepDraft,
  { what, to, ids }: { readonly what: Assigned['what']; readonly to: string; readonly ids: readonly string[] },
): StepDraft {
  const others = draft.assigned.filter((each) => each.what !== what || (each.to !== to && !ids.includes(each.id)))
  return { ...draft, assigned: [...others, ...ids.map((id) => ({ what, id, to }))] }
}

/** Chooses the successors: what was to go to one that is none any more, or is the first now, stays with the rest. */
export function divideAmong(draft: StepDraft, into: readonly string[]): StepDraft {
  const others = into.slice(1)
  return { ...draft, into, assigned: draft.assigned.filter(({ to }) => others.includes(to)) }
}

/** The step as the server takes it; the draft must lack nothing. */
export function stepOf(draft: StepDraft): ActStep {
  const [unit = ''] = draft.units
  const [target = ''] = draft.into
  const names = { name: draft.name.trim(), nameEn: draft.nameEn.trim() || draft.name.trim() }
  switch (draft.kind) {
    case 'create':
      return {
        step: 'create',
        ref: draft.key,
        unit: { ...names, kind: draft.unitKind, parent: target, ...held(draft) },
      }
    case 'rename':
      return { step: 'rename', unit, ...names }
    case 'move':
      return { step: 'move', unit, parent: target }
    case 'merge':
      return { step: 'merge', units: [...draft.units], into: target }
    case 'split':
      return { step: 'split', unit, into: [...draft.into], assigned: [...draft.assigned] }
    case 'dissolve':
      return { step: 'dissolve', unit, successor: target === '' ? null : target }
    case 'identify':
      return { step: 'identify', unit, begin: identifiers(draft), end: draft.ended.map(identifierOf) }
    case 'remit':
      return { step: 'remit', unit, begin: functions(draft), end: [...draft.ended] }
  }
}

function held(draft: StepDraft) {
  const territory = draft.territory.trim()
  return {
    identifiers: identifiers(draft),
    functions: functions(draft),
    ...(territory === '' ? {} : { territory }),
  }
}

function identifiers({ scheme, code }: StepDraft) {
  return isEmpty(code) ? [] : [{ scheme, value: code.trim() }]
}

function functions({ text, citation }: StepDraft) {
  return isEmpty(text) ? [] : [{ text: text.trim(), citation: citation.trim() }]
}

function identifierOf(held: string) {
  const place = held.indexOf(' ')
  return { scheme: held.slice(0, place) as Scheme, value: held.slice(place + 1) }
}
