import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { localDay, newId, newSalt } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { requirePerson } from '../account/account.acts.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import type { Organisations } from '../organisation/organisation.service.ts'
import { commitToPerson, noticeDays } from './focal-point.ts'
import type { FocalPoint, FocalPointGap, FocalPointId, FocalPointRole, RecordedPerson } from './focal-point.ts'
import {
  endBefore,
  findFocalPoint,
  findOwnAccount,
  insertFocalPoint,
  insertPerson,
  listFocalPoints,
  listGaps,
  saveEnd,
} from './focal-point.store.ts'

export interface FocalPointInput {
  readonly unit: string
  readonly role: FocalPointRole
  /** An account of the unit by its id, or a leader who has none. */
  readonly leader: { readonly account: string } | { readonly person: RecordedPerson }
  readonly validFrom: string
  readonly validTo: string | null
}

export interface FocalPoints {
  /** Names who answers for a unit from a day on; whoever did until then ends there (Điều 17.1, 18.1). */
  assignFocalPoint(actor: Actor, input: FocalPointInput): Promise<FocalPoint>
  /** Ends a focal point on a day, with nobody to follow. */
  endFocalPoint(actor: Actor, id: string, on: string): Promise<FocalPoint>
  /** Of one unit, newest first. */
  listFocalPoints(unit: string): Promise<FocalPoint[]>
  /** Units without a focal point they need, now or within thirty days: all, or one. */
  listFocalPointGaps(unit?: string): Promise<FocalPointGap[]>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly organisations: Organisations
}

const dayMilliseconds = 86_400_000

export function createFocalPoints({ database, journal, clock, organisations }: Deps): FocalPoints {
  const db = database.application
  return {
    assignFocalPoint,
    endFocalPoint,
    listFocalPoints: (unit) => listFocalPoints(db, unit),
    listFocalPointGaps: (unit) => {
      const now = clock.now()
      const soon = localDay(new Date(now.getTime() + noticeDays * dayMilliseconds))
      return listGaps(db, { at: now, soon, unit: unit ?? null })
    },
  }

  async function assignFocalPoint(actor: Actor, input: FocalPointInput): Promise<FocalPoint> {
    const { role, leader, validFrom, validTo } = input
    const unit = await organisations.getOrganisation(input.unit)
    if (validTo !== null && validTo <= validFrom) throw identityProblems.focalPointPeriod()
    const id = await journal.change(actor, async (tx) => {
      await organisations.holdLivingUnit(tx, unit.id)
      const person = 'person' in leader ? committed(leader.person, newId(tx.at)) : null
      const account = 'account' in leader ? leader.account : null
      if (account !== null) await refuseStranger(tx, unit, account)
      if (person) await insertPerson(tx, person)
      const before = await endBefore(tx, { unit: unit.id, role, validFrom })
      const made = { id: newId<'focalPoint'>(tx.at), unit: unit.id, role, account, person: person?.id ?? null }
      if (!(await insertFocalPoint(tx, { ...made, validFrom, validTo }))) {
        throw identityProblems.focalPointTaken({ day: validFrom })
      }
      const days = { role, validFrom, validTo, before: before ?? null, after: made.id }
      await tx.record({
        event: identityEvents['focalPoint.assigned'],
        subject: { type: 'organisation', id: unit.id, label: unit.name },
        payload: { ...days, account, person: person?.commitment.toString('hex') ?? null },
      })
      return made.id
    })
    return getFocalPoint(id)
  }

  async function endFocalPoint(actor: Actor, id: string, on: string): Promise<FocalPoint> {
    const { unit, role, validTo } = await getFocalPoint(id as FocalPointId)
    const { name } = await organisations.getOrganisation(unit)
    await journal.change(actor, async (tx) => {
      if (!(await saveEnd(tx, id, on))) throw identityProblems.focalPointPeriod()
      await tx.record({
        event: identityEvents['focalPoint.ended'],
        subject: { type: 'organisation', id: unit, label: name },
        payload: { focalPoint: id, role, before: validTo, after: on },
      })
    })
    return getFocalPoint(id as FocalPointId)
  }

  async function getFocalPoint(id: FocalPointId): Promise<FocalPoint> {
    const found = await findFocalPoint(db, id)
    if (!found) throw identityProblems.focalPointNotFound({ focalPoint: id })
    return found
  }
}

async function refuseStranger(tx: Tx, unit: OrgRef, account: string): Promise<void> {
  const own = await findOwnAccount(tx, account)
  if (own?.unit !== unit.id || own.state !== 'active') throw identityProblems.focalPointStranger({ unit: unit.name })
  requirePerson(own)
}

function committed(person: RecordedPerson, id: string) {
  const salt = newSalt()
  return { ...person, id, salt, commitment: commitToPerson(person, salt) }
}
