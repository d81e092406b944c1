import { systemActor } from '../../journal/index.ts'
import type { Actor, Journal, Tx } from '../../journal/index.ts'
import type { Law } from '../../law/index.ts'
import { localDay, newId, ProblemError } from '../../platform/index.ts'
import type { Clock, Database, Db, FieldFault, Language, Log } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import type { OrganisationId } from '../organisation/organisation.ts'
import { lockUnits } from '../organisation/organisation.store.ts'
import type { Act, Decision, Effect } from './act.ts'
import {
  findAct,
  insertAct,
  listActs,
  listWaiting,
  lockActs,
  readWorld,
  saveApplication,
  saveConfirmation,
  saveFailure,
  saveWithdrawal,
} from './act.store.ts'
import type { ActFilter } from './act.store.ts'
import { carryOut } from './carry-out.ts'
import { digestOf, forecast, obstaclesOf } from './forecast.ts'
import type { ActForecast } from './forecast.ts'
import { planAct } from './plan.ts'
import type { World } from './plan.ts'
import { faultTexts } from './plan.texts.ts'
import { unitsOf } from './step.ts'
import { resolveSteps } from './step.input.ts'
import type { StepInput } from './step.input.ts'
import type { SuccessionEffect } from './succession.ts'

export interface ActInput {
  readonly title: string
  /** Id of the instrument that decides it. */
  readonly instrument: string
  readonly effectiveOn: string
  readonly steps: readonly StepInput[]
}

/** What an act would do now, under the name it can be confirmed by, and all that stands in its way. */
export interface ActPreview {
  readonly effect: Effect
  readonly digest: string
  readonly obstacles: readonly FieldFault[]
}

export interface Acts {
  /** Keeps an act that can be carried out as the units stand now; changes no unit (Điều 2). */
  prepareAct(actor: Actor, input: ActInput, language?: Language): Promise<Act>
  previewAct(id: string, language?: Language): Promise<ActPreview>
  /**
   * Confirms the effect that was seen, named by its digest. It takes effect in the same transaction when its day has
   * come, otherwise on its day; throws what stands in the way, with nothing changed.
   */
  confirmAct(actor: Actor, id: string, seen: { readonly digest: string; readonly language?: Language }): Promise<Act>
  /** Takes back an act that has not taken effect. */
  withdrawAct(actor: Actor, id: string): Promise<Act>
  /** The act; throws `identity.actNotFound`. */
  getAct(id: string): Promise<Act>
  /** Newest first, without their steps. */
  listActs(filter: ActFilter): Promise<Act[]>
  /** Confirmed acts whose day has not come, in their order. */
  listWaitingActs(): Promise<Act[]>
  /** Carries out the confirmed acts whose day has come; gives how many. One that fails changes nothing and says why. */
  applyDueActs(): Promise<number>
}

export interface ActDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly law: Law
  /** All that owns things of units, in the order it passes on. */
  readonly effects: readonly SuccessionEffect[]
}

const byTheClock = systemActor('acts on their day')

interface Context extends ActDeps {
  readonly today: () => string
}

export function createActs(deps: ActDeps): Acts {
  const context: Context = { ...deps, today: () => localDay(deps.clock.now()) }
  const db = deps.database.application
  return {
    prepareAct: (actor, input, language = 'vi') => prepareAct(context, { actor, input, language }),
    previewAct: (id, language = 'vi') => previewAct(context, id, language),
    confirmAct: (actor, id, { digest, language = 'vi' }) => confirmAct(context, { actor, id, digest, language }),
    withdrawAct: (actor, id) => withdrawAct(context, actor, id),
    getAct: (id) => getAct(db, id),
    listActs: (filter) => listActs(db, filter),
    listWaitingActs: () => listWaiting(db),
    applyDueActs: async () => {
      let applied = 0
      for (const { id } of await listWaiting(db, context.today())) {
        if (await applyOnItsDay(context, id)) applied += 1
      }
      return applied
    },
  }
}

interface Preparation {
  readonly actor: Actor
  readonly input: ActInput
  readonly language: Language
}

async function prepareAct({ law, journal }: Context, { actor, input, language }: Preparation): Promise<Act> {
  const { title, effectiveOn: day } = input
  const instrument = await law.get(input.instrument)
  if (instrument.signedOn > day) {
    throw identityProblems.actInstrumentNotInForce({ number: instrument.number, signedOn: instrument.signedOn, day })
  }
  for (const id of instrumentsNamed(input.steps)) await law.get(id)
  return journal.change(actor, async (tx) => {
    const steps = resolveSteps(input.steps, day, () => newId<'organisation'>(tx.at))
    const { faults } = planAct({ day, steps }, await readWorld(tx))
    refuse(day, faultTexts(faults, language))
    const act: Act = {
      ...{
        id: newId<'act'>(tx.at),
        kind: 'decision',
        title,
        titleEn: null,
        instrument: instrument.id,
        effectiveOn: day,
        steps,
      },
      ...{ state: 'prepared', preparedAt: tx.at, preparedBy: actor.accountId, problem: null, effect: null },
      ...{ confirmedAt: null, confirmedBy: null, appliedAt: null },
    }
    await insertAct(tx, act)
    await recordAct(tx, act, 'act.prepared')
    return act
  })
}

function foresee(context: Context, db: Db, act: Decision): Promise<ActForecast> {
  return forecast(db, act, { effects: context.effects, today: context.today() })
}

async function previewAct(context: Context, id: string, language: Language): Promise<ActPreview> {
  const db = context.database.application
  const act = await getDecision(db, id)
  const foreseen = await foresee(context, db, act)
  const meeting = await meetingOf(db, act, foreseen.world)
  const met = meeting ? [{ field: 'steps', message: meeting.text(language).detail ?? '' }] : []
  const { effect } = foreseen
  return { effect, digest: digestOf(effect), obstacles: [...obstaclesOf(foreseen, language), ...met] }
}

interface Confirmation {
  readonly actor: Actor
  readonly id: string
  readonly digest: string
  readonly language: Language
}

async function confirmAct(context: Context, { actor, id, digest, language }: Confirmation): Promise<Act> {
  await context.journal.change(actor, async (tx) => {
    await lockActs(tx)
    const act = await getDecision(tx, id)
    refuseClosed(act, ['prepared', 'failed'])
    const foreseen = await foreseeUnderLock(context, tx, act)
    const meeting = await meetingOf(tx, act, foreseen.world)
    if (meeting) throw meeting
    refuseObstacles(act, foreseen, language)
    if (digestOf(foreseen.effect) !== digest) throw identityProblems.actEffectChanged()
    await saveConfirmation(tx, act.id, actor.accountId)
    await recordAct(tx, act, 'act.confirmed', { effect: digest })
    if (act.effectiveOn <= context.today()) await apply(context, tx, { act, foreseen })
  })
  return getAct(context.database.application, id)
}

async function withdrawAct({ journal, database }: Context, actor: Actor, id: string): Promise<Act> {
  await journal.change(actor, async (tx) => {
    await lockActs(tx)
    const act = await getDecision(tx, id)
    refuseClosed(act, ['prepared', 'confirmed', 'failed'])
    await saveWithdrawal(tx, act.id)
    await recordAct(tx, act, 'act.withdrawn', { before: act.state, after: 'withdrawn' })
  })
  return getAct(database.application, id)
}

async function applyOnItsDay(context: Context, id: string): Promise<boolean> {
  try {
    return await context.journal.change(byTheClock, async (tx) => {
      await lockActs(tx)
      const act = await getDecision(tx, id)
      // Another process was quicker, or somebody withdrew it.
      if (act.state !== 'confirmed') throw identityProblems.actNotOpen({ act: act.title, state: act.state })
      const foreseen = await foreseeUnderLock(context, tx, act)
      refuseObstacles(act, foreseen, 'vi')
      await apply(context, tx, { act, foreseen })
      return true
    })
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.code !== 'identity.actNotOpen') await keepFailure(context, id, error)
    return false
  }
}

/** Nothing of it was done; it waits for somebody to withdraw it or to confirm it again. */
async function keepFailure({ log, journal }: Context, id: string, error: ProblemError): Promise<void> {
  log.warn({ act: id, problem: error.code }, 'identity: an act could not take effect on its day')
  const problem = { code: error.code, errors: error.errors.map(({ field, message }) => ({ field, message })) }
  await journal.change(byTheClock, async (tx) => {
    await lockActs(tx)
    const act = await getDecision(tx, id)
    await saveFailure(tx, id, problem)
    await recordAct(tx, act, 'act.failed', { problem: error.code, reasons: error.errors.length })
  })
}

/** Holds the units that end, so that nothing new comes to them until they are gone. */
async function foreseeUnderLock(context: Context, tx: Tx, act: Decision): Promise<ActForecast> {
  await lockUnits(tx, unitsTouched(act))
  return foresee(context, tx, act)
}

async function apply(
  { effects }: Context,
  tx: Tx,
  { act, foreseen }: { readonly act: Decision; readonly foreseen: ActForecast },
): Promise<void> {
  const { plan, world, succession, effect } = foreseen
  await carryOut(tx, { id: act.id, day: act.effectiveOn }, { plan, world })
  if (succession.passings.length > 0) for (const each of effects) await each.apply(tx, succession)
  await saveApplication(tx, act.id, effect)
  await recordAct(tx, act, 'act.applied', {
    units: effect.units.length,
    passed: Object.fromEntries(totals(effect)),
    effect: digestOf(effect),
  })
}

/** How many of each kind of thing passed on, over all units. */
function totals({ lines }: Effect): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { what, count } of lines) sums.set(what, (sums.get(what) ?? 0) + count)
  return sums
}

async function getAct(db: Db, id: string): Promise<Act> {
  const act = await findAct(db, id)
  if (!act) throw identityProblems.actNotFound({ act: id })
  return act
}

/** An act with its decision; imports have no effect to look at, and nothing more to do. */
async function getDecision(db: Db, id: string): Promise<Decision> {
  const act = await getAct(db, id)
  const { instrument, effectiveOn } = act
  if (instrument === null || effectiveOn === null)
    throw identityProblems.actNotOpen({ act: act.title, state: act.state })
  return { ...act, instrument, effectiveOn }
}

function refuseClosed(act: Decision, open: readonly Act['state'][]): void {
  if (!open.includes(act.state)) throw identityProblems.actNotOpen({ act: act.title, state: act.state })
}

function refuse(day: string, errors: readonly FieldFault[]): void {
  if (errors.length > 0) throw identityProblems.actInvalid({ day, count: errors.length }, { errors })
}

function refuseObstacles({ effectiveOn: day }: Decision, foreseen: ActForecast, language: Language): void {
  refuse(day, faultTexts(foreseen.faults, language))
  const errors = obstaclesOf(foreseen, language)
  if (errors.length > 0) throw identityProblems.actContradicted({ day, count: errors.length }, { errors })
}

function unitsTouched({ steps }: Decision): string[] {
  return steps.flatMap((step) => (step.step === 'create' ? [] : unitsOf(step).map(({ id }) => id)))
}

/** Two acts on one unit that both wait could undo each other; the second says which is the first. */
async function meetingOf(db: Db, act: Decision, world: World): Promise<ProblemError | undefined> {
  const own = new Set(unitsTouched(act))
  for (const other of await listWaiting(db)) {
    if (other.id === act.id || other.instrument === null || other.effectiveOn === null) continue
    const { effectiveOn: day, instrument, title } = other
    const shared = unitsTouched({ ...other, instrument, effectiveOn: day }).filter((id) => own.has(id))
    const names = [...new Set(shared)].flatMap((id) => world.get(id as OrganisationId)?.name ?? [])
    if (names.length > 0) return identityProblems.actMeetsAnother({ other: title, day, units: names })
  }
  return undefined
}

function instrumentsNamed(steps: readonly StepInput[]): Set<string> {
  const functions = steps.flatMap((step) => {
    if (step.step === 'create') return step.unit.functions
    return step.step === 'remit' ? step.begin : []
  })
  return new Set(functions.flatMap(({ instrument }) => instrument ?? []))
}

type ActEvent = 'act.prepared' | 'act.confirmed' | 'act.applied' | 'act.withdrawn' | 'act.failed'

async function recordAct(tx: Tx, act: Decision | Act, event: ActEvent, more: RecordPayload = {}): Promise<void> {
  const { id, title, instrument, effectiveOn, steps } = act
  const kinds = Map.groupBy(steps, ({ step }) => step)
  const counted = Object.fromEntries([...kinds].map(([kind, each]) => [kind, each.length]))
  await tx.record({
    event: identityEvents[event],
    subject: { type: 'act', id, label: title },
    payload: { instrument, effectiveOn, steps: counted, ...more },
  })
}

type RecordPayload = Parameters<Tx['record']>[0]['payload']
