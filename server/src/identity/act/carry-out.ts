import type { Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Json } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import {
  closeFunctions,
  closeIdentifiers,
  closePeriods,
  endUnits,
  insertFunctions,
  insertIdentifiers,
  insertPeriods,
  insertSuccessions,
  insertUnits,
  saveFacts,
} from '../organisation/period.store.ts'
import type { HeldFunction, HeldIdentifier, UnitFacts } from '../organisation/period.store.ts'
import type { NewUnit } from './step.ts'
import type { Plan, StandingUnit, World } from './plan.ts'

interface ActInForce {
  readonly id: string
  readonly day: string
}

/**
 * Changes the units as planned, and says so of each. What ends goes first: a code that passes on must be free, and a unit
 * may take over the place of one that is gone.
 */
export async function carryOut(tx: Tx, act: ActInForce, { plan, world }: { plan: Plan; world: World }): Promise<void> {
  const { created, changed, ended } = plan
  const ends = ended.map(({ unit }) => unit.id)
  await closePeriods(tx, [...changed.map(({ before }) => before.id), ...ends], act.day)
  await endUnits(tx, ends, act)
  await begin(
    tx,
    act.id,
    created.map(({ unit, facts }) => ({ id: unit.id, facts })),
  )
  await saveFacts(
    tx,
    changed.map(({ after }) => after),
  )
  await insertPeriods(
    tx,
    act.id,
    changed.map(({ after }) => ({ ...after, validFrom: act.day })),
  )
  const successions = ended.flatMap(({ unit, successors }) =>
    successors.map((successor, place) => ({ predecessor: unit.id, successor, isMain: place === 0 })),
  )
  await insertSuccessions(tx, successions, act)
  await identify(tx, act, { plan, world })
  await remit(tx, act, { plan, world })
  await recordChanges(tx, act, plan)
}

/** Units begin with what they hold; each has an entry of its own, so each has a history of its own. */
export async function begin(
  tx: Tx,
  act: string,
  units: readonly { readonly id: UnitFacts['id']; readonly facts: NewUnit }[],
): Promise<void> {
  const facts = units.map(({ id, facts: { kind, name, nameEn, parent, territory, validFrom, validTo } }) => ({
    ...{ id, kind, name, nameEn, parent, territory, validFrom, validTo },
  }))
  await insertUnits(tx, facts)
  await insertPeriods(tx, act, facts)
  await holdIdentifiers(
    tx,
    units.flatMap(({ id, facts: { identifiers } }) => identifiers.map((each) => ({ ...each, organisation: id }))),
  )
  await insertFunctions(
    tx,
    act,
    units.flatMap(({ id, facts: { functions } }) =>
      functions.map((each): HeldFunction => ({ ...each, id: newId<'function'>(tx.at), organisation: id })),
    ),
  )
  for (const unit of units) {
    const { identifiers, functions, ...rest } = unit.facts
    await tx.record({
      event: identityEvents['organisation.registered'],
      subject: { type: 'organisation', id: unit.id, label: rest.name },
      payload: { ...rest, act, identifiers: plain(identifiers), functions: plain(functions) },
    })
  }
}

async function holdIdentifiers(tx: Tx, held: readonly HeldIdentifier[]): Promise<void> {
  const taken = await insertIdentifiers(tx, held)
  if (taken.length === 0) return
  throw identityProblems.identifierTaken({ identifiers: taken.map(({ scheme, value }) => `${scheme} ${value}`) })
}

interface Planned {
  readonly plan: Plan
  readonly world: World
}

async function identify(tx: Tx, { day }: ActInForce, { plan, world }: Planned): Promise<void> {
  for (const { unit, end } of plan.identified) {
    const missing = await closeIdentifiers(tx, unit, { identifiers: end, day })
    if (missing.length > 0) {
      const names = missing.map(({ scheme, value }) => `${scheme} ${value}`)
      throw identityProblems.functionNotHeld({ day, unit: nameIn(world, unit), missing: names })
    }
  }
  const begun = plan.identified.flatMap(({ unit, begin: identifiers }) =>
    identifiers.map((each) => ({ ...each, organisation: unit, validFrom: day, validTo: null })),
  )
  await holdIdentifiers(tx, begun)
  for (const { unit, begin: begins, end } of plan.identified) {
    await tx.record({
      event: identityEvents['organisation.identified'],
      subject: { type: 'organisation', id: unit, label: nameIn(world, unit) },
      payload: { on: day, before: plain(end), after: plain(begins) },
    })
  }
}

async function remit(tx: Tx, { id, day }: ActInForce, { plan, world }: Planned): Promise<void> {
  for (const { unit, begin: begins, end } of plan.remits) {
    if ((await closeFunctions(tx, unit, { ids: end, day })) < end.length) {
      throw identityProblems.functionNotHeld({ day, unit: nameIn(world, unit), missing: end })
    }
    const held = begins.map((each) => ({ ...each, id: newId<'function'>(tx.at), organisation: unit }))
    await insertFunctions(
      tx,
      id,
      held.map((each) => ({ ...each, validFrom: day, validTo: null })),
    )
    await tx.record({
      event: identityEvents['organisation.remitted'],
      subject: { type: 'organisation', id: unit, label: nameIn(world, unit) },
      payload: { on: day, before: [...end], after: plain(begins) },
    })
  }
}

async function recordChanges(tx: Tx, act: ActInForce, { changed, ended }: Plan): Promise<void> {
  for (const { before, after } of changed) {
    await tx.record({
      event: identityEvents['organisation.changed'],
      subject: { type: 'organisation', id: before.id, label: after.name },
      payload: { act: act.id, on: act.day, before: factsOf(before), after: factsOf(after) },
    })
  }
  for (const { unit, successors, assigned } of ended) {
    await tx.record({
      event: identityEvents['organisation.ended'],
      subject: { type: 'organisation', id: unit.id, label: unit.name },
      // What was given to one of them by name: who went where is recorded by whatever passes it on, however many there are.
      payload: { act: act.id, on: act.day, successors: [...successors], assigned: assigned.length },
    })
  }
}

const factsOf = ({ name, nameEn, parent }: StandingUnit) => ({ name, nameEn, parent })
const nameIn = (world: World, id: StandingUnit['id']) => world.get(id)?.name ?? id

/** Flat objects of an entry: the types of the domain say what they hold, an entry takes any JSON. */
function plain(rows: readonly object[]): Json {
  return rows.map((row) => Object.fromEntries(Object.entries(row)))
}
