import type { Incidents } from '../../access/index.ts'
import type { Catalogue, InForce } from '../../catalogue/index.ts'
import type { Identity } from '../../identity/index.ts'
import type { Clock, Database, Log } from '../../platform/index.ts'
import { isJump } from '../quality/score.ts'
import { listLastMeasures } from '../quality/measure.store.ts'
import type { KeptMeasure } from '../quality/measure.store.ts'
import { listDeliveryFacts } from './facts.store.ts'
import type { DeliveryFacts } from './facts.store.ts'
import { currentFreshness } from './freshness.view.ts'
import { addresseeOf, causesOf } from './notice.ts'
import type { Situation } from './notice.ts'
import { keepNotices } from './notice.store.ts'
import type { CurrentCause } from './notice.store.ts'

export interface KeeperDeps {
  readonly database: Database
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly log: Log
  readonly incidents: Pick<Incidents, 'listStanding'>
  readonly identity: Pick<Identity, 'listUnitsHolding'>
}

export interface NoticeKeeper {
  /** Looks at every dataset in force and brings the notices up to date. */
  look(): Promise<void>
  /** The same at once, for what cannot wait; a failure is only logged, for the next look makes up for it. */
  lookNow(): Promise<void>
  /** The same, but at most once a minute, and a failure is only logged: for the worker's tick. */
  tick(): Promise<void>
}

const interval = 60_000

export function createNoticeKeeper(deps: KeeperDeps): NoticeKeeper {
  let next = 0
  const look = () => lookAtAll(deps)
  const lookNow = () =>
    look().catch((error: unknown) => {
      deps.log.warn({ err: error }, 'warehouse: notices could not be brought up to date; it is tried again')
    })
  return {
    ...{ look, lookNow },
    tick: async () => {
      const now = deps.clock.now().getTime()
      // A clock that was set back would otherwise stop the looking.
      if (now < next && next - now <= interval) return
      next = now + interval
      await lookNow()
    },
  }
}

/** A fixed number of questions for any number of datasets. */
async function lookAtAll(deps: KeeperDeps): Promise<void> {
  const { database, catalogue, clock } = deps
  const now = clock.now()
  const entries = await catalogue.listInForce(now)
  const ids = entries.map(({ id }) => id)
  const facts = new Map((await listDeliveryFacts(database.application, ids)).map((each) => [each.datasetId, each]))
  const measures = new Map((await listLastMeasures(database.application, ids)).map((each) => [each.datasetId, each]))
  const causes = entries.flatMap((entry) => {
    const situation = situationOf(entry, facts.get(entry.id), measures.get(entry.id), now)
    const addressee = addresseeOf({ provider: entry.row.provider.id, contact: entry.contact })
    return causesOf(situation).map((cause) => ({
      ...cause,
      ...addressee,
      ...{ datasetId: entry.id, datasetCode: entry.row.dataset.code },
    }))
  })
  await keepNotices(database.application, [...causes, ...(await sealedCauses(deps, entries, now))], now)
}

/** Of a sealed file its sender, the coordinator and the Committee know; of a release that is asked for, the Committee (Điều 1.2). */
async function sealedCauses(
  { incidents, identity }: KeeperDeps,
  entries: readonly InForce[],
  now: Date,
): Promise<CurrentCause[]> {
  const standing = await incidents.listStanding()
  if (standing.length === 0) return []
  const overseers = await identity.listUnitsHolding(['coordinator', 'committee'], now)
  const committee = overseers.flatMap(({ unit, role }) => (role === 'committee' ? [unit] : []))
  return standing.flatMap((incident) => {
    const { id, datasetId, datasetCode, state, unitId } = incident
    const contact = entries.find((entry) => entry.id === datasetId)?.contact ?? incident.unitName
    const told = new Set([unitId, ...overseers.map(({ unit }) => unit)])
    const about = { datasetId, datasetCode, contact, cause: id, facts: { incident: id } }
    return [
      ...[...told].map((unit) => ({ ...about, unitId: unit, kind: 'file-sealed' as const })),
      ...(state === 'release-asked' ? committee : []).map((unit) => {
        return { ...about, unitId: unit, kind: 'release-asked' as const }
      }),
    ]
  })
}

type LastMeasure = KeptMeasure & { readonly before: number | null }

function situationOf(
  entry: InForce,
  facts: DeliveryFacts | undefined,
  measure: LastMeasure | undefined,
  now: Date,
): Situation {
  const { state, dueAt } = currentFreshness(entry, facts, now)
  return {
    ...{ freshness: state, dueAt, measure: measure ? measured(measure) : null },
    ...(facts ? delivered(facts) : nothingDelivered),
  }
}

type DeliverySituation = Pick<Situation, 'lastDelivery' | 'lastSubmission' | 'waiting' | 'openRows'>
const nothingDelivered: DeliverySituation = { lastDelivery: null, lastSubmission: null, waiting: null, openRows: null }

function delivered(facts: DeliveryFacts): DeliverySituation {
  const { delivery, deliveredAt, deliveryDueAt: dueAt, submission, state, waiting, openIn, openRows } = facts
  const late = deliveredAt !== null && dueAt !== null && deliveredAt > dueAt
  return {
    lastDelivery: delivery === null ? null : { submission: delivery, late, dueAt },
    lastSubmission: submission !== null && state !== null ? { id: submission, state } : null,
    waiting,
    openRows: openIn === null ? null : { submission: openIn, rows: openRows },
  }
}

function measured({ submissionId: submission, score, before, sent, usual }: LastMeasure) {
  return { submission, score, before, sent, usual, jump: isJump(sent, usual) }
}
