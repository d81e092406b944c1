import pg from 'pg'
import { afterAll, expect } from 'vitest'
import { createModules } from '../../src/app/index.ts'
import type { Modules } from '../../src/app/index.ts'
import type { ActInput } from '../../src/identity/index.ts'
import { aCity, anOrganisation } from '../../src/identity/testing.ts'
import { sealingElsewhere } from '../../src/journal/testing.ts'
import { anActor, anInstrument } from '../../src/law/testing.ts'
import {
  createFolderBlobStore,
  createLog,
  fixedClock,
  localDay,
  newId,
  ProblemError,
} from '../../src/platform/index.ts'
import { createTestDatabase } from '../database.ts'
import type { TestDatabase } from '../database.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { broken, holdings } from './acts-invariants.ts'
import type { Holdings, Question } from './acts-invariants.ts'
import { decide } from './open-city.ts'
import { furnish, openReign } from './random-units.ts'

type Act = Awaited<ReturnType<typeof decide>>
type Steps = ActInput['steps']
type Split = Extract<Steps[number], { step: 'split' }>

export interface ActsOnTrial {
  readonly testing: TestDatabase
  readonly modules: Modules
  readonly clock: ReturnType<typeof fixedClock>
  readonly instrument: string
  readonly city: string
  readonly review: string
  /** Asks the database as superuser on a connection that is kept: what is asked after each act is planned once. */
  readonly ask: <Row>(question: Question) => Promise<Row[]>
  /** Gives that connection back; the database is somebody else's. */
  readonly close: () => Promise<void>
}

/** All modules on a database of its own, with a city and an instrument; call it at the top of a test file. */
export async function openActs(at?: string): Promise<ActsOnTrial> {
  const trial = await actsOn(await createTestDatabase(), at)
  afterAll(trial.close)
  return trial
}

/** The same on a database that somebody else closes. */
export async function actsOn(testing: TestDatabase, at = '2026-03-02T03:00:00Z'): Promise<ActsOnTrial> {
  const { database, secret } = testing
  const clock = fixedClock(at)
  const blobs = createFolderBlobStore('/nonexistent', () => newId<'blob'>(clock.now()))
  const modules = createModules({
    ...{ database, blobs, clock, log: createLog('silent'), secret, sessionHours: 1, submissionMaxBytes: 1 << 20 },
    uploadFolder: '/nonexistent',
  })
  const { id: instrument } = await modules.law.register(anActor(), anInstrument({ signedOn: '2025-06-16' }))
  const [city] = await modules.identity.registerOrganisations(anActor(), [aCity({ validFrom: '2000-01-01' })])
  const review = await openReign(modules, instrument)
  // Acts are here in question, not the tree of the journal, which would take a third of the time.
  const sealing = await sealingElsewhere(testing)
  const client = new pg.Client({ connectionString: testing.adminUrl })
  await client.connect()
  return {
    ...{ testing, modules, clock, instrument, city: city?.id ?? '', review },
    ask: async <Row>(question: Question) =>
      (await client.query({ ...question, values: [...(question.values ?? [])] })).rows as Row[],
    close: async () => {
      await sealing.end()
      await client.end()
    },
  }
}

const dayMilliseconds = 86_400_000

/**
 * A sequence of random acts, many of them impossible, on units that have everything a unit can have; what must always
 * hold is asked of the database after each. Gives how many were done, waited and were refused, and how many of those
 * assigned single accounts and datasets, or assigned them wrongly.
 */
export async function runActs(trial: ActsOnTrial, { seed, acts }: { seed: number; acts: number }) {
  const sequence = new Sequence(trial, seed)
  await sequence.begin()
  for (let place = 0; place < acts; place += 1) await sequence.act(`seed ${String(seed)}, act ${String(place)}`)
  return sequence.outcomes
}

class Sequence {
  readonly #trial: ActsOnTrial
  readonly #seed: number
  readonly #pick: (below: number) => number
  readonly #units: string[] = []
  #made = 0
  #held: Holdings | undefined
  readonly outcomes = new Map<string, number>()

  constructor(trial: ActsOnTrial, seed: number) {
    this.#trial = trial
    this.#seed = seed
    this.#pick = seeded(seed)
  }

  async begin(): Promise<void> {
    const { city, clock, modules, review } = this.#trial
    for (let level = 0; level < 3; level += 1) {
      const parents = level === 0 ? [city] : this.#units.slice(-2)
      const inputs = parents.flatMap((parent) => [this.#unit(parent), this.#unit(parent)])
      const made = await modules.identity.registerOrganisations(anActor(), inputs)
      this.#units.push(...made.map(({ id }) => id))
    }
    const prefix = String(this.#seed)
    await furnish(modules, { units: [...this.#units], prefix, pick: this.#pick, review })
    clock.moveTo(new Date(clock.now().getTime() + dayMilliseconds).toISOString())
  }

  #unit(parent: string) {
    const value = `H29.${String(this.#seed)}.${String((this.#made += 1))}`
    const identifiers = [{ scheme: 'QD20' as const, value, validFrom: '2020-01-01', validTo: null }]
    return anOrganisation({ name: `Đơn vị ${value}`, nameEn: value, parent, validFrom: '2020-01-01', identifiers })
  }

  #any(): string {
    return this.#units[this.#pick(this.#units.length)] ?? ''
  }

  /** Goes on by up to two days, and acts: today, before or later. */
  async act(where: string): Promise<void> {
    const { clock, instrument, modules } = this.#trial
    clock.moveTo(new Date(clock.now().getTime() + this.#pick(3) * dayMilliseconds).toISOString())
    const due = await modules.identity.applyDueActs()
    if (due > 0) this.#held = undefined
    const shift = [0, 0, 0, 0, -2, -1, 1, 3][this.#pick(8)] ?? 0
    const effectiveOn = localDay(new Date(clock.now().getTime() + shift * dayMilliseconds))
    const before = (this.#held ??= await this.#ask())
    const drawn = Array.from({ length: 1 + this.#pick(3) }, () => this.#step(before))
    const steps = drawn.flatMap((each) => each.steps)
    const outcome = await decide(modules.identity, { title: 'Thử', instrument, effectiveOn, steps }).catch(
      (error: unknown) => {
        if (error instanceof ProblemError) return error
        throw error
      },
    )
    const isWrong = drawn.some((each) => each.isWrong)
    this.#count(outcome, { steps, isWrong })
    this.#held = await this.#ask()
    const isApplied = !(outcome instanceof ProblemError) && outcome.state === 'applied'
    if (!(outcome instanceof ProblemError)) {
      expect(isWrong, `${where}: assigned what cannot be`).toBe(false)
      for (const step of outcome.steps) if (step.step === 'create') this.#units.push(step.unit)
    }
    if (isApplied) expect(ownersIn(this.#held), where).toEqual(ownersAfter(before, outcome))
    else expect(this.#held, where).toEqual(before)
    // Where nothing has changed, what held before holds still.
    if (isApplied || due > 0) expect(await this.#trial.ask(broken(this.#units)), where).toEqual([])
  }

  async #ask(): Promise<Holdings> {
    const [found] = await this.#trial.ask<Holdings>(holdings)
    return found ?? expect.fail('The database does not answer')
  }

  #count(outcome: Act | ProblemError, { steps, isWrong }: { steps: Steps; isWrong: boolean }): void {
    const told = outcome instanceof ProblemError ? outcome.code : outcome.state
    const assigns = steps.some((step) => step.step === 'split' && step.assigned.length > 0)
    const how = isWrong ? ', assigned wrongly' : assigns ? ', with assignments' : ''
    this.outcomes.set(told + how, (this.outcomes.get(told + how) ?? 0) + 1)
  }

  #step(held: Holdings): { readonly steps: Steps; readonly isWrong: boolean } {
    const [a, b, c] = [this.#any(), this.#any(), this.#any()]
    const name = `Tên ${String(this.#seed)}.${String((this.#made += 1))}`
    const fine = (...steps: Steps) => ({ steps, isWrong: false })
    switch (this.#pick(8)) {
      case 0:
        return fine({ step: 'rename', unit: a, name, nameEn: name })
      case 1:
        return fine({ step: 'move', unit: a, parent: b })
      case 2:
        return fine({ step: 'merge', units: [a, b], into: c })
      case 3:
        return fine({ step: 'merge', units: [a], into: b })
      case 4:
        return fine({ step: 'dissolve', unit: a, successor: this.#pick(3) === 0 ? null : b })
      case 5: {
        const { split, isWrong } = this.#split(a, [b, c], held)
        return { steps: [split], isWrong }
      }
      case 6:
        return fine(this.#creation(name, b))
      default: {
        const { split, isWrong } = this.#split(a, this.#pick(2) === 0 ? [name, c] : [c, name], held)
        return { steps: [this.#creation(name, b), split], isWrong }
      }
    }
  }

  /** Assigns some of what the unit has; now and then twice, to none of the successors, or what another unit has. */
  #split(unit: string, into: readonly string[], held: Holdings): { readonly split: Split; readonly isWrong: boolean } {
    const own = thingsOf(held, (owners) => owners.includes(unit))
    const assigned = own
      .filter(() => this.#pick(2) === 0)
      .map(({ what, id }) => ({ what, id, to: into[this.#pick(into.length)] ?? '' }))
    const split = { step: 'split' as const, unit, into: [...into], assigned }
    const [first] = assigned
    switch (this.#pick(12)) {
      case 0: {
        if (first === undefined) break
        return { split: { ...split, assigned: [...assigned, { ...first, id: first.id.toUpperCase() }] }, isWrong: true }
      }
      case 1: {
        if (first === undefined) break
        return { split: { ...split, assigned: [...assigned.slice(1), { ...first, to: unit }] }, isWrong: true }
      }
      case 2: {
        const foreign = thingsOf(held, (owners) => !owners.includes(unit))
        const taken = foreign[this.#pick(foreign.length)] ?? expect.fail('Nobody else has anything')
        const { what, id } = taken
        return { split: { ...split, assigned: [...assigned, { what, id, to: into[0] ?? '' }] }, isWrong: true }
      }
    }
    return { split, isWrong: false }
  }

  #creation(ref: string, parent: string): Steps[number] {
    const value = `H29.${String(this.#seed)}.${String((this.#made += 1))}`
    const facts = { kind: 'department' as const, name: ref, nameEn: ref, territory: null, functions: [] }
    return { step: 'create', ref, unit: { ...facts, parent, identifiers: [{ scheme: 'QD20', value }] } }
  }
}

interface Thing {
  readonly what: 'account' | 'dataset'
  readonly id: string
}

/** Accounts and datasets by who has them; a dataset may be promulgated under another unit than it is registered under. */
function thingsOf({ accounts, datasets }: Holdings, wanted: (owners: readonly string[]) => boolean): Thing[] {
  return [
    ...accounts.filter(({ unit }) => wanted([unit])).map(({ id }) => ({ what: 'account' as const, id })),
    ...datasets
      .filter(({ provider, providers }) => wanted([provider, ...providers]))
      .map(({ id }) => ({ what: 'dataset' as const, id })),
  ]
}

function ownersIn({ accounts, datasets }: Holdings): Map<string, string> {
  return new Map([
    ...accounts.map(({ id, unit }) => [`account ${id}`, unit] as const),
    ...datasets.map(({ id, provider }) => [`dataset ${id}`, provider] as const),
  ])
}

/** Whose everything must be once an act has taken effect, reckoned from the act alone. */
function ownersAfter(before: Holdings, { steps }: Act): Map<string, string> {
  const heirs = new Map<string, (thing: string) => string | undefined>()
  for (const step of steps) {
    if (step.step === 'merge') for (const unit of step.units) heirs.set(unit, () => step.into)
    if (step.step === 'dissolve') heirs.set(step.unit, () => step.successor ?? undefined)
    if (step.step === 'split') {
      const assigned = new Map(step.assigned.map(({ what, id, to }) => [`${what} ${id}`, to]))
      heirs.set(step.unit, (thing) => assigned.get(thing) ?? step.into[0])
    }
  }
  return new Map([...ownersIn(before)].map(([thing, unit]) => [thing, heirs.get(unit)?.(thing) ?? unit]))
}
