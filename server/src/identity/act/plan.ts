import { districtsEnd, functionFaults, identifierFaults, isWardLevel } from '../organisation/organisation.ts'
import type { OrganisationId, OrganisationKind, OrganisationRule, Period } from '../organisation/organisation.ts'
import { endedBy, unitsOf } from './step.ts'
import type { Assignment, NewUnit, Step } from './step.ts'

/** A unit with its last facts, as an act finds it. */
export interface StandingUnit extends Period {
  readonly id: OrganisationId
  readonly kind: OrganisationKind
  readonly name: string
  readonly nameEn: string
  readonly parent: OrganisationId | null
  readonly territory: string | null
  /** The day its last facts began. */
  readonly since: string
  /** Whom it came under before, until when; the oldest first. */
  readonly earlier: readonly { readonly parent: OrganisationId | null; readonly until: string }[]
  /** Whether an act ended it already. */
  readonly isEnded: boolean
}

export type World = ReadonlyMap<OrganisationId, StandingUnit>

export interface Draft {
  readonly day: string
  readonly steps: readonly Step[]
}

export interface EndedUnit {
  readonly unit: StandingUnit
  readonly successors: readonly OrganisationId[]
  readonly assigned: readonly Assignment[]
}

/** What an act does to units, before anything else passes on. */
export interface Plan {
  readonly created: readonly { readonly unit: StandingUnit; readonly facts: NewUnit }[]
  /** Renamed or moved, also because their parent ends. */
  readonly changed: readonly { readonly before: StandingUnit; readonly after: StandingUnit }[]
  readonly ended: readonly EndedUnit[]
  readonly identified: readonly Extract<Step, { step: 'identify' }>[]
  readonly remits: readonly Extract<Step, { step: 'remit' }>[]
}

export type ActRule =
  | 'unknown'
  | 'ended'
  | 'notBegun'
  | 'changedSince'
  | 'begunSince'
  | 'beginsAndEnds'
  | 'twice'
  | 'itself'
  | 'parentGone'
  | 'successorGone'
  | 'circle'
  | 'rootStays'
  | 'splitInOne'
  | 'strangeAssignment'
  | 'assignedTwice'
  | OrganisationRule

export interface PlanFault {
  readonly rule: ActRule
  readonly field: string
  readonly unit: StandingUnit | undefined
  /** The day that stands in the way, where there is one. */
  readonly day?: string | undefined
}

/** What follows from the steps on the day, or every reason why they cannot be. Pure: the same for a preview and in force. */
export function planAct({ day, steps }: Draft, world: World): { readonly plan: Plan; readonly faults: PlanFault[] } {
  const after = new Map(world)
  const created = createdBy(steps, day)
  for (const { unit } of created) after.set(unit.id, unit)
  const faults = steps.flatMap((step, place) => faultsOfStep({ step, day, after }, `steps[${String(place)}]`))
  if (faults.length > 0) return { plan: nothing, faults }
  const ended = steps.flatMap((step) => endedUnits(step, after))
  const ends = new Map(ended.map((each) => [each.unit.id, each]))
  const changes = changesOf(steps, after)
  const trees = { units: after, days: daysOfTrees(day, after) }
  for (const child of after.values()) {
    if (child.parent === null || !ends.has(child.parent) || ends.has(child.id) || changes.get(child.id)?.parent)
      continue
    if (child.validTo !== null && child.validTo <= day) continue
    changes.set(child.id, { ...changes.get(child.id), parent: heirOf(child, ends, trees) })
  }
  const changed = [...changes].flatMap(([id, change]) => {
    const before = after.get(id)
    return before === undefined ? [] : [{ before, after: { ...before, ...change, since: day, earlier: [] } }]
  })
  const plan: Plan = {
    created,
    changed,
    ended,
    identified: steps.filter((step) => step.step === 'identify'),
    remits: steps.filter((step) => step.step === 'remit'),
  }
  return { plan, faults: [...faultsTogether(steps, ends), ...faultsOfWorld(plan, { day, world, ends })] }
}

const nothing: Plan = { created: [], changed: [], ended: [], identified: [], remits: [] }

function createdBy(steps: readonly Step[], day: string): Plan['created'] {
  return steps.flatMap((step) => {
    if (step.step !== 'create') return []
    const { kind, name, nameEn, parent, territory } = step.facts
    const period = { validFrom: day, validTo: null, since: day, earlier: [], isEnded: false }
    return [{ unit: { id: step.unit, kind, name, nameEn, parent, territory, ...period }, facts: step.facts }]
  })
}

interface StepFacts {
  readonly step: Step
  readonly day: string
  readonly after: World
}

/** What is wrong with a step whatever the others do. */
function faultsOfStep({ step, day, after }: StepFacts, at: string): PlanFault[] {
  const ending = endedBy(step).map(({ unit }) => unit)
  const faults = unitsOf(step).flatMap(({ field, id }) => {
    const isEnding = ending.includes(id)
    const isChanged = isEnding || step.step === 'rename' || step.step === 'move'
    const isCreated = step.step === 'create'
    const rule = standingFault(after.get(id), { day, isEnding, isChanged, isCreated })
    return rule === undefined ? [] : [{ ...rule, field: `${at}.${field}`, unit: after.get(id) }]
  })
  return [...faults, ...formFaults(step, after, at)]
}

interface Standing {
  readonly day: string
  readonly isEnding: boolean
  /** Whether the step says something about the unit's own facts, rather than naming it as a successor. */
  readonly isChanged: boolean
  readonly isCreated: boolean
}

function standingFault(
  unit: StandingUnit | undefined,
  { day, isEnding, isChanged, isCreated }: Standing,
): Pick<PlanFault, 'rule' | 'day'> | undefined {
  if (unit === undefined) return { rule: 'unknown' }
  if (isCreated) return undefined
  if (unit.validFrom > day) return { rule: 'notBegun', day: unit.validFrom }
  // What another act ended has passed on already, also when that act is dated later than this one.
  if (unit.isEnded) return { rule: 'ended', day: unit.validTo ?? '' }
  // A unit that was registered with its last day may still be given successors for that day.
  const endsToday = unit.validTo === day && isEnding
  if (unit.validTo !== null && unit.validTo <= day && !endsToday) return { rule: 'ended', day: unit.validTo }
  if (isChanged && unit.since > day) return { rule: 'changedSince', day: unit.since }
  if (isEnding && unit.validFrom === day) return { rule: 'beginsAndEnds' }
  return undefined
}

function formFaults(step: Step, after: World, at: string): PlanFault[] {
  const one = (rule: ActRule, field: string, id: OrganisationId): PlanFault[] => [
    { rule, field: `${at}.${field}`, unit: after.get(id) },
  ]
  switch (step.step) {
    case 'create':
      return createdFaults(step.facts, at)
    case 'move':
      return after.get(step.unit)?.kind === 'city' ? one('rootStays', 'unit', step.unit) : []
    case 'merge':
      return step.units.includes(step.into) ? one('itself', 'into', step.into) : rootFault(step, after, at)
    case 'split': {
      const rule = splitFault(step)
      return rule === undefined ? rootFault(step, after, at) : one(rule, 'into', step.unit)
    }
    case 'dissolve':
      return step.successor === step.unit ? one('itself', 'successor', step.unit) : rootFault(step, after, at)
    case 'identify':
      return identifierFaults(step.begin.map((each) => ({ ...each, ...always }))).flatMap(({ rule, field }) =>
        one(rule, `begin.${field}`, step.unit),
      )
    case 'remit':
      return functionFaults(step.begin.map((each) => ({ ...each, ...always }))).flatMap(({ rule, field }) =>
        one(rule, `begin.${field}`, step.unit),
      )
    case 'rename':
      return []
  }
}

/** What begins with an act has no end yet. */
const always = { validFrom: '', validTo: null }

function splitFault({ unit, into, assigned }: Extract<Step, { step: 'split' }>): ActRule | undefined {
  if (into.includes(unit)) return 'itself'
  if (new Set(into).size < 2) return 'splitInOne'
  if (assigned.some(({ to }) => !into.includes(to))) return 'strangeAssignment'
  // An id in capitals is the same id to the database, which would count a repeated one twice and give it to either.
  const things = new Set(assigned.map(({ what, id }) => `${what} ${id.toLowerCase()}`))
  return things.size < assigned.length ? 'assignedTwice' : undefined
}

function rootFault(step: Step, after: World, at: string): PlanFault[] {
  return endedBy(step).flatMap(({ unit }) =>
    after.get(unit)?.kind === 'city' ? [{ rule: 'rootStays' as const, field: at, unit: after.get(unit) }] : [],
  )
}

function createdFaults(facts: NewUnit, at: string): PlanFault[] {
  const one = (rule: ActRule, field: string): PlanFault => ({ rule, field: `${at}.facts.${field}`, unit: undefined })
  return [
    ...((facts.kind === 'city') !== (facts.parent === null) ? [one('parent', 'parent')] : []),
    ...(facts.territory !== null && !isWardLevel(facts.kind) ? [one('territory', 'territory')] : []),
    ...(facts.kind === 'district' && facts.validFrom >= districtsEnd ? [one('district', 'kind')] : []),
    ...identifierFaults(facts.identifiers).map(({ rule, field }) => one(rule, field)),
    ...functionFaults(facts.functions).map(({ rule, field }) => one(rule, field)),
  ]
}

function endedUnits(step: Step, after: World): EndedUnit[] {
  return endedBy(step).flatMap(({ unit: id, successors }) => {
    const unit = after.get(id)
    return unit === undefined ? [] : [{ unit, successors, assigned: step.step === 'split' ? step.assigned : [] }]
  })
}

type Change = Partial<Pick<StandingUnit, 'name' | 'nameEn' | 'parent'>>

function changesOf(steps: readonly Step[], after: World): Map<OrganisationId, Change> {
  const changes = new Map<OrganisationId, Change>()
  for (const step of steps) {
    if (step.step === 'rename') {
      changes.set(step.unit, { ...changes.get(step.unit), name: step.name, nameEn: step.nameEn })
    }
    if (step.step === 'move' && after.get(step.unit)?.parent !== step.parent) {
      changes.set(step.unit, { ...changes.get(step.unit), parent: step.parent })
    }
  }
  return changes
}

/** Units as they come under each other from a day on. */
interface Trees {
  readonly units: World
  /** Days with a tree of their own. */
  readonly days: readonly string[]
}

/** An act may be dated before others that moved units it does not touch: on the days between, those stand as they did. */
function daysOfTrees(day: string, units: World): string[] {
  const later = [...units.values()].flatMap(({ earlier }) =>
    earlier.map(({ until }) => until).filter((each) => each > day),
  )
  return [day, ...new Set(later)]
}

function parentOn(day: string, { earlier, parent }: StandingUnit): OrganisationId | null {
  const then = earlier.find(({ until }) => day < until)
  return then === undefined ? parent : then.parent
}

/** Whom a child of an ended unit comes under: its main successor, unless that is the child or lies below it. */
function heirOf(
  child: StandingUnit,
  ends: ReadonlyMap<OrganisationId, EndedUnit>,
  trees: Trees,
): OrganisationId | null {
  let parent = child.parent
  while (parent !== null) {
    const end = ends.get(parent)
    if (end === undefined) return parent
    const [heir] = end.successors
    if (heir !== undefined && !isWithin(heir, child.id, trees)) return heir
    parent = end.unit.parent
  }
  return null
}

/** Whether a unit is another or lies below it on any day; every unit is looked at once a day, so a circle ends the way up. */
function isWithin(id: OrganisationId, top: OrganisationId, { units, days }: Trees): boolean {
  return days.some((day) => {
    const seen = new Set<OrganisationId>()
    for (let at: OrganisationId | null = id; at !== null && !seen.has(at);) {
      if (at === top) return true
      seen.add(at)
      const unit = units.get(at)
      at = unit === undefined ? null : parentOn(day, unit)
    }
    return false
  })
}

/** No two steps say something about the same thing of one unit. */
function faultsTogether(steps: readonly Step[], ends: ReadonlyMap<OrganisationId, EndedUnit>): PlanFault[] {
  const said = new Set<string>()
  return steps.flatMap((step, place) => {
    const subjects = endedBy(step).map(({ unit }) => ({ unit, what: 'end' }))
    if (step.step === 'rename' || step.step === 'move') subjects.push({ unit: step.unit, what: step.step })
    return subjects.flatMap(({ unit, what }) => {
      const key = `${unit} ${what}`
      const isTwice = said.has(key) || (what !== 'end' && ends.has(unit))
      said.add(key)
      return isTwice ? [{ rule: 'twice' as const, field: `steps[${String(place)}]`, unit: ends.get(unit)?.unit }] : []
    })
  })
}

interface Surroundings {
  readonly day: string
  readonly world: World
  readonly ends: ReadonlyMap<OrganisationId, EndedUnit>
}

/** What is wrong with the tree as it would be. */
function faultsOfWorld(plan: Plan, { day, world, ends }: Surroundings): PlanFault[] {
  const units = new Map(world)
  for (const { unit } of plan.created) units.set(unit.id, unit)
  for (const { after } of plan.changed) units.set(after.id, after)
  /** Whether a unit is there after the act and is not known to end before a day; what another act ended since is not. */
  const lives = (id: OrganisationId | null, until: string | null) => {
    const unit = id === null ? undefined : units.get(id)
    if (unit === undefined || unit.isEnded || unit.validFrom > day || ends.has(unit.id)) return false
    return unit.validTo === null || (unit.validTo > day && until !== null && until <= unit.validTo)
  }
  const trees = { units, days: daysOfTrees(day, units) }
  const placed = [...plan.created.map(({ unit }) => unit), ...plan.changed.map(({ after }) => after)]
  return [
    ...plan.ended.flatMap(({ unit, successors }) =>
      successors.every((id) => lives(id, day)) ? [] : [{ rule: 'successorGone' as const, field: 'steps', unit }],
    ),
    ...placed.flatMap((unit): PlanFault[] => {
      if (unit.kind === 'city') return []
      if (!lives(unit.parent, unit.validTo)) return [{ rule: 'parentGone', field: 'steps', unit }]
      if (unit.parent !== null && isWithin(unit.parent, unit.id, trees))
        return [{ rule: 'circle', field: 'steps', unit }]
      return []
    }),
    ...plan.changed.flatMap(({ before }) =>
      before.since > day ? [{ rule: 'begunSince' as const, field: 'steps', unit: before, day: before.since }] : [],
    ),
  ]
}
