import { changeIfDue, systemActor } from '../../journal/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import { createKeeper, localDay, newId, startOfDay } from '../../platform/index.ts'
import type { Clock, Database, Db, Keeper, Log } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { insertHold } from '../grant/grant.store.ts'
import { writtenNumber } from '../written-number.ts'
import { detectorNames, detectors, isOut } from './detector.ts'
import type { DetectorName } from './detector.ts'
import { countAfterExpiry, countMassChanges, countObstruction, countRefusals } from './entries-counted.store.ts'
import type { Positions } from './evidence.ts'
import { findEntryPositions, findReadPositions } from './evidence.store.ts'
import type { Counted, Period } from './finding.ts'
import { keepAct, raise } from './raising.ts'
import { insertBlock } from './reading-block.store.ts'
import { countNearExpiry, countNightBulk, countPlanted, countVolume, countWalking } from './reads-counted.store.ts'
import type { Violation } from './violation.ts'
import { listRaised } from './violation.store.ts'

const dayMilliseconds = 86_400_000
/** A night ends at five, and what came in at the last moment of a day is looked at after it. */
const lookBackMilliseconds = 6 * 3_600_000
const everyMilliseconds = 300_000

export interface Detection {
  /** Looks at the local days of a period; gives how many violations were raised. */
  detect(period: Period): Promise<number>
  /** Looks at today, and in the morning at yesterday once more, every five minutes. */
  readonly keeper: Keeper
}

export interface DetectionDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  /** What the journal says when a dataset is closed, and when a delivery comes into force. */
  readonly events: { readonly closed: string; readonly applied: string }
}

export function createDetection(deps: DetectionDeps): Detection {
  const detect = (period: Period) => detectWithin(deps, period)
  let next = 0
  const look = async () => {
    const now = deps.clock.now()
    // A clock that was set back would otherwise stop the looking.
    if (now.getTime() < next && next - now.getTime() <= everyMilliseconds) return
    next = now.getTime() + everyMilliseconds
    await detect({ from: new Date(now.getTime() - lookBackMilliseconds), to: now })
  }
  return { detect, keeper: createKeeper(deps.log, [{ name: 'detectors of violations', run: look }]) }
}

async function detectWithin(deps: DetectionDeps, period: Period): Promise<number> {
  let raised = 0
  for (const day of daysOf(period)) {
    for (const name of detectorNames) raised += await detectOn(deps, name, day)
  }
  return raised
}

/** The local days that a period touches, each from its beginning, the last one up to the end of the period. */
export function daysOf({ from, to }: Period): Period[] {
  const days: Period[] = []
  for (let begin = startOfDay(localDay(from)); begin < to; begin = new Date(begin.getTime() + dayMilliseconds)) {
    days.push({ from: begin, to: new Date(Math.min(begin.getTime() + dayMilliseconds, to.getTime())) })
  }
  return days
}

async function detectOn(deps: DetectionDeps, name: DetectorName, day: Period): Promise<number> {
  const db = deps.database.application
  const found = await countedOut(db, name, day, deps.events)
  if (found.length === 0) return 0
  const known = await listRaised(db, name, day.from)
  let raised = 0
  for (const each of found) {
    if (known.has(each.subject.id ?? '')) continue
    known.add(each.subject.id ?? '')
    raised += await raiseFound(deps, name, each, day)
  }
  return raised
}

/** What a detector counted on a day that is out of the ordinary. */
async function countedOut(
  db: Db,
  name: DetectorName,
  day: Period,
  { closed, applied }: DetectionDeps['events'],
): Promise<Counted[]> {
  const counts: { readonly [Name in DetectorName]: () => Promise<Counted<Name>[]> } = {
    walking: () => countWalking(db, day),
    plantedKey: () => countPlanted(db, day),
    volume: () => countVolume(db, day),
    nightBulk: () => countNightBulk(db, day),
    nearExpiry: () => countNearExpiry(db, day),
    afterExpiry: () => countAfterExpiry(db, day),
    refusals: () => countRefusals(db, day),
    obstruction: () => countObstruction(db, day, closed),
    massChange: () => countMassChanges(db, day, applied),
  }
  return outOf(name, await counts[name]())
}

function outOf<Name extends DetectorName>(name: Name, counted: readonly Counted<Name>[]): Counted<Name>[] {
  return counted.filter(({ figures }) => isOut[name](figures))
}

const actor = systemActor('detectors')

async function raiseFound({ database, journal }: DetectionDeps, name: DetectorName, found: Counted, window: Period) {
  const positions = await positionsOf(database.application, found)
  return changeIfDue(journal, actor, async (tx) => {
    const { subject, figures } = found
    const violation = await raise(tx, actor, {
      ...{ kind: detectors[name].kind, detector: name, reporter: null, words: null },
      ...{ subject, figures: { ...figures }, window, positions },
    })
    // Another process may have raised it a moment ago.
    if (!violation) return 0
    await restrain(tx, name, found, violation)
    return 1
  })
}

async function positionsOf(db: Db, { reads, entries }: Counted): Promise<Positions[]> {
  const read = reads ? await findReadPositions(db, reads) : undefined
  const entered = entries.length > 0 ? await findEntryPositions(db, entries) : undefined
  return [read, entered].filter((each) => each !== undefined)
}

/** What the rule of a detector does at once; a person ends it. */
async function restrain(
  tx: Tx,
  name: DetectorName,
  { subject, grant }: Counted,
  violation: Pick<Violation, 'id' | 'year' | 'number'>,
): Promise<void> {
  const { restraint } = detectors[name]
  if (restraint === 'blockReading' && subject.accountId !== null) {
    await insertBlock(tx, violation.id, subject.accountId)
    await keepAct(tx, actor, violation, { act: 'restrained', words: null, facts: { restraint, account: subject.name } })
  }
  if (restraint === 'holdGrant' && grant !== null && (await holdGrant(tx, grant, violation))) {
    await keepAct(tx, actor, violation, { act: 'restrained', words: null, facts: { restraint, grant } })
  }
}

/** Holds a grant back as the coordinating department would, who lets it go; false when that holds it back already. */
async function holdGrant(tx: Tx, grant: string, violation: Pick<Violation, 'year' | 'number'>): Promise<boolean> {
  const reason = `Dấu hiệu vi phạm, vụ việc số ${writtenNumber(violation)}`
  const party = 'coordinator'
  const isNew = await insertHold(tx, { id: newId<'hold'>(tx.at), grant, party, by: actor.accountName, reason })
  if (isNew) {
    await tx.record({
      event: accessEvents['grant.held'],
      subject: { type: 'grant', id: grant, label: grant },
      payload: { party, reason },
    })
  }
  return isNew
}
