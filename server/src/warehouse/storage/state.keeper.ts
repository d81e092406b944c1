import type { Catalogue } from '../../catalogue/index.ts'
import type { Actor, Journal, VerificationFault } from '../../journal/index.ts'
import { listLastPayloads, systemActor } from '../../journal/index.ts'
import { createKeeper } from '../../platform/index.ts'
import type { Clock, Database, Keeper, Log } from '../../platform/index.ts'
import { warehouseEvents } from '../warehouse.events.ts'
import { digestFrom, digestPayload, digestState, explainDeviation, fits, isSame } from './state-digest.ts'
import type { StateDigest } from './state-digest.ts'
import { freeze, listChecks, listFilled, saveCheck, underStatesLock } from './state-digest.store.ts'
import type { FilledDataset } from './state-digest.store.ts'

export interface StateKeeperDeps {
  readonly database: Database
  readonly journal: Journal
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly log: Log
}

/** What a look at one dataset found. */
export interface StateLook {
  readonly digest: StateDigest
  /** Whether the journal got an entry for it; it has none new where the last one says the same. */
  readonly isNew: boolean
  /** Rows that the leaves do not account for, named by their keys: for the eyes of an operator, never for a log. */
  readonly faults: readonly VerificationFault[]
}

/** Holds what is in force against the journal and records what it found (ADR 0025). */
export interface StateKeeper extends Keeper {
  /** Looks at every dataset now; undefined when another process is looking. */
  look(actor: Actor): Promise<readonly StateLook[] | undefined>
}

const hour = 3_600_000
const hourly = systemActor('state digest')

/** By the clock it looks at the datasets nobody looked at for an hour. */
export function createStateKeeper(deps: StateKeeperDeps): StateKeeper {
  const run = async () => lookAt(deps, hourly, await dueNow(deps))
  return {
    look: (actor) => lookAt(deps, actor, () => true),
    ...createKeeper(deps.log, [{ name: 'states held against the journal', run }]),
  }
}

/** A clock that was set back must not stop the looking. */
async function dueNow({ database, clock }: StateKeeperDeps): Promise<(dataset: FilledDataset) => boolean> {
  const [checks, now] = [await listChecks(database.application), clock.now().getTime()]
  return ({ id }) => Math.abs(now - (checks.get(id)?.getTime() ?? 0)) >= hour
}

async function lookAt(
  deps: StateKeeperDeps,
  actor: Actor,
  isDue: (dataset: FilledDataset) => boolean,
): Promise<readonly StateLook[] | undefined> {
  const { loader, application } = deps.database
  const due = (await listFilled(application)).filter(isDue)
  if (due.length === 0) return []
  return loader.withSession((holder) =>
    underStatesLock(holder, async () => {
      const last = await listLastPayloads(application, warehouseEvents['state.digested'])
      const looks: StateLook[] = []
      for (const dataset of due) {
        const payload = last.get(dataset.id)
        looks.push(await lookAtOne(deps, actor, { dataset, last: payload && digestFrom(payload) }))
      }
      return looks
    }),
  )
}

interface Due {
  readonly dataset: FilledDataset
  readonly last: StateDigest | undefined
}

async function lookAtOne(deps: StateKeeperDeps, actor: Actor, { dataset, last }: Due): Promise<StateLook> {
  const { database, catalogue, clock, journal, log } = deps
  const { digest, faults } = await database.loader.transaction(async (session) => {
    await freeze(session)
    // The number of the apply must be of the same state of the database as the rows.
    const now = (await listFilled(session)).find(({ id }) => id === dataset.id) ?? dataset
    const seen = await digestState(session, { catalogue, dataset: now, last })
    return { digest: seen, faults: fits(seen) ? [] : await explainDeviation(session, catalogue, now) }
  })
  const isNew = last?.apply !== digest.apply || !isSame(last.standing, digest.standing)
  if (!fits(digest)) log.error(digestPayload(digest), 'warehouse: rows in force are not those the journal tells of')
  if (isNew) {
    await journal.change(actor, async (tx) => {
      await tx.record({
        event: warehouseEvents['state.digested'],
        subject: { type: 'dataset', id: dataset.id, label: dataset.code },
        payload: digestPayload(digest),
      })
    })
  }
  await saveCheck(database.application, dataset.id, clock.now())
  return { digest, isNew, faults }
}
