import pg from 'pg'
import { afterAll, expect } from 'vitest'
import { createModules } from '../../src/app/index.ts'
import type { Modules } from '../../src/app/index.ts'
import { aDataset } from '../../src/catalogue/testing.ts'
import type { ActInput } from '../../src/identity/index.ts'
import { aCity, anOrganisation } from '../../src/identity/testing.ts'
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
import { decide } from './open-city.ts'

type Steps = ActInput['steps']

export interface ActsOnTrial {
  readonly testing: TestDatabase
  readonly modules: Modules
  readonly clock: ReturnType<typeof fixedClock>
  readonly instrument: string
  readonly city: string
  /** Asks the database as superuser on a connection that is kept: what is asked after each act is planned once. */
  readonly ask: (question: Question) => Promise<unknown[]>
  /** Gives that connection back; the database is somebody else's. */
  readonly close: () => Promise<void>
}

interface Question {
  readonly name: string
  readonly text: string
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
  const client = new pg.Client({ connectionString: testing.adminUrl })
  await client.connect()
  return {
    ...{ testing, modules, clock, instrument, city: city?.id ?? '' },
    ask: async (question) => (await client.query<Record<string, unknown>>(question)).rows,
    close: () => client.end(),
  }
}

const person = { name: 'Người Thử', position: 'Chánh văn phòng', phone: '', email: '' }
const dayMilliseconds = 86_400_000

/**
 * A sequence of random acts, many of them impossible, on units with accounts, datasets, codes and focal points of their
 * own; what must always hold is asked of the database after each. Gives how many were done, waited and were refused.
 */
export async function runActs(trial: ActsOnTrial, { seed, acts }: { seed: number; acts: number }) {
  const sequence = new Sequence(trial, seed)
  await sequence.begin()
  for (let place = 0; place < acts; place += 1) {
    await sequence.act()
    expect(await trial.ask(broken), `seed ${String(seed)}, act ${String(place)}`).toEqual([])
  }
  return sequence.outcomes
}

class Sequence {
  readonly #trial: ActsOnTrial
  readonly #seed: number
  readonly #pick: (below: number) => number
  readonly #units: string[] = []
  #made = 0
  readonly outcomes = new Map<string, number>()

  constructor(trial: ActsOnTrial, seed: number) {
    this.#trial = trial
    this.#seed = seed
    this.#pick = seeded(seed)
  }

  async begin(): Promise<void> {
    const { identity, catalogue } = this.#trial.modules
    const { city, clock } = this.#trial
    for (let level = 0; level < 3; level += 1) {
      const parents = level === 0 ? [city] : this.#units.slice(-2)
      const inputs = parents.flatMap((parent) => [this.#unit(parent), this.#unit(parent)])
      const made = await identity.registerOrganisations(anActor(), inputs)
      this.#units.push(...made.map(({ id }) => id))
    }
    for (const [place, unit] of this.#units.entries()) {
      const login = `u${String(this.#seed)}.${String(place)}`
      await identity.issueAccount(anActor(), { login, name: 'Người Thử', unit, roles: ['provider'] })
      const consumers = [{ unit: this.#any() }, { group: 'wards' as const }]
      const dataset = aDataset({ code: `d${String(this.#seed)}-${String(place)}`, provider: unit, consumers })
      if (place % 2 === 0) await catalogue.registerDataset(anActor(), dataset)
      const leader = { unit, leader: { person }, validFrom: '2026-01-01', validTo: null }
      if (place % 3 === 0) await identity.assignFocalPoint(anActor(), { ...leader, role: 'provider' })
    }
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
  async act(): Promise<void> {
    const { clock, instrument, modules } = this.#trial
    clock.moveTo(new Date(clock.now().getTime() + this.#pick(3) * dayMilliseconds).toISOString())
    await modules.identity.applyDueActs()
    const shift = [0, 0, 0, 0, -2, -1, 1, 3][this.#pick(8)] ?? 0
    const effectiveOn = localDay(new Date(clock.now().getTime() + shift * dayMilliseconds))
    const steps = Array.from({ length: 1 + this.#pick(3) }, () => this.#step()).flat()
    const before = await this.#trial.ask(counts)
    const outcome = await decide(modules.identity, { title: 'Thử', instrument, effectiveOn, steps }).then(
      (act) => {
        for (const step of act.steps) if (step.step === 'create') this.#units.push(step.unit)
        return act.state
      },
      (error: unknown) => {
        if (!(error instanceof ProblemError)) throw error
        return error.code
      },
    )
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1)
    if (outcome !== 'applied') expect(await this.#trial.ask(counts)).toEqual(before)
  }

  #step(): Steps {
    const [a, b, c] = [this.#any(), this.#any(), this.#any()]
    const name = `Tên ${String(this.#seed)}.${String((this.#made += 1))}`
    switch (this.#pick(8)) {
      case 0:
        return [{ step: 'rename', unit: a, name, nameEn: name }]
      case 1:
        return [{ step: 'move', unit: a, parent: b }]
      case 2:
        return [{ step: 'merge', units: [a, b], into: c }]
      case 3:
        return [{ step: 'merge', units: [a], into: b }]
      case 4:
        return [{ step: 'dissolve', unit: a, successor: this.#pick(3) === 0 ? null : b }]
      case 5:
        return [{ step: 'split', unit: a, into: [b, c], assigned: [] }]
      case 6:
        return [this.#creation(name, b)]
      default:
        return [this.#creation(name, b), { step: 'split', unit: a, into: [name, c], assigned: [] }]
    }
  }

  #creation(ref: string, parent: string): Steps[number] {
    const value = `H29.${String(this.#seed)}.${String((this.#made += 1))}`
    const facts = { kind: 'department' as const, name: ref, nameEn: ref, territory: null, functions: [] }
    return { step: 'create', ref, unit: { ...facts, parent, identifiers: [{ scheme: 'QD20', value }] } }
  }
}

/** What an act that was refused must not have changed. */
const counts: Question = {
  name: 'counts',
  text: `
    SELECT (SELECT md5(string_agg(o::text, '|' ORDER BY o.id)) FROM identity.organisations AS o) AS units,
           (SELECT md5(string_agg(p::text, '|' ORDER BY p.organisation_id, p.valid_from)) FROM identity.organisation_periods AS p) AS periods,
           (SELECT md5(string_agg(a.id || ' ' || a.organisation_id, '|' ORDER BY a.id)) FROM identity.accounts AS a) AS accounts,
           (SELECT md5(string_agg(d.code || d.provider_id || d.consumers, '|' ORDER BY d.id)) FROM catalogue.datasets AS d) AS datasets,
           (SELECT count(*) FROM identity.successions) AS successions`,
}

/** What must hold at any time; each line of the answer is something that does not. */
const broken: Question = {
  name: 'broken',
  text: `
    WITH RECURSIVE below AS (
      SELECT organisation_id AS id, parent_id AS above, 1 AS depth FROM identity.organisation_periods WHERE valid_to IS NULL
      UNION ALL
      SELECT b.id, p.parent_id, b.depth + 1 FROM below AS b
      JOIN identity.organisation_periods AS p ON p.organisation_id = b.above AND p.valid_to IS NULL WHERE b.depth < 100)
    SELECT 'a circle' AS what, id::text FROM below WHERE depth >= 100 OR above = id
    UNION ALL
    SELECT 'a parent that is not there', concat_ws(' ', p.name, daterange(p.valid_from, p.valid_to), 'under', o.name, daterange(o.valid_from, o.valid_to))
    FROM identity.organisation_periods AS p JOIN identity.organisations AS o ON o.id = p.parent_id
    WHERE p.valid_from < o.valid_from OR (o.valid_to IS NOT NULL AND (p.valid_to IS NULL OR p.valid_to > o.valid_to))
    UNION ALL
    SELECT 'a unit that is not its last period', o.id::text FROM identity.organisations AS o
    WHERE NOT EXISTS (
      SELECT FROM identity.organisation_periods AS p WHERE p.organisation_id = o.id
        AND (p.name, p.parent_id) IS NOT DISTINCT FROM (o.name, o.parent_id) AND p.valid_to IS NOT DISTINCT FROM o.valid_to)
    UNION ALL
    SELECT 'a hole between periods', p.organisation_id::text FROM identity.organisation_periods AS p
    WHERE p.valid_to IS NOT NULL
      AND p.valid_to IS DISTINCT FROM (SELECT valid_to FROM identity.organisations WHERE id = p.organisation_id)
      AND NOT EXISTS (SELECT FROM identity.organisation_periods AS n
                      WHERE n.organisation_id = p.organisation_id AND n.valid_from = p.valid_to)
    UNION ALL
    SELECT 'an account of an ended unit', a.login FROM identity.accounts AS a
    JOIN identity.organisations AS o ON o.id = a.organisation_id WHERE o.valid_to IS NOT NULL
    UNION ALL
    SELECT 'an account without a role in its unit', a.login FROM identity.accounts AS a
    WHERE NOT EXISTS (SELECT FROM identity.account_roles AS r
                      WHERE r.account_id = a.id AND r.organisation_id = a.organisation_id AND r.valid_to IS NULL)
    UNION ALL
    SELECT 'a dataset of an ended unit', d.code FROM catalogue.datasets AS d
    JOIN identity.organisations AS o ON o.id = d.provider_id WHERE o.valid_to IS NOT NULL
    UNION ALL
    SELECT 'somebody who stands in and has ended', s.unit_id::text FROM catalogue.unit_successions AS s
    JOIN identity.organisations AS o ON o.id = s.successor_id
    WHERE s.until IS NULL AND o.valid_to IS NOT NULL AND EXISTS (SELECT FROM identity.successions WHERE predecessor_id = o.id)
    UNION ALL
    SELECT 'a focal point of an ended unit', f.id::text FROM identity.focal_points AS f
    JOIN identity.organisations AS o ON o.id = f.organisation_id
    WHERE o.valid_to IS NOT NULL AND (f.valid_to IS NULL OR f.valid_to > o.valid_to)
    UNION ALL
    SELECT 'a code held twice', value FROM identity.organisation_identifiers WHERE scheme <> 'GSO'
    GROUP BY scheme, value HAVING count(DISTINCT organisation_id) > 1
    UNION ALL
    SELECT 'a code of an ended unit', i.value FROM identity.organisation_identifiers AS i
    JOIN identity.organisations AS o ON o.id = i.organisation_id
    WHERE o.valid_to IS NOT NULL AND (i.valid_to IS NULL OR i.valid_to > o.valid_to)`,
}
