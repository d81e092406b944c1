import type { Actor, Journal } from '../journal/index.ts'
import { localDay, newId } from '../platform/index.ts'
import type { Clock, Database } from '../platform/index.ts'
import { createCalendars } from './calendar.service.ts'
import type { Calendars } from './calendar.service.ts'
import { isInForce } from './instrument.ts'
import type { Instrument, InstrumentId } from './instrument.ts'
import type { InstrumentFilter } from './instrument.store.ts'
import { findInstrument, findInstruments, insertInstrument, listInstruments } from './instrument.store.ts'
import { lawProblems } from './law.errors.ts'
import { lawEvents } from './law.events.ts'

export type InstrumentInput = Omit<Instrument, 'id'>

export interface Law extends Calendars {
  /** Registers an instrument; refuses the same number, issuer and day of signing twice. */
  register(actor: Actor, input: InstrumentInput): Promise<Instrument>
  find(id: string): Promise<Instrument | undefined>
  /** The instrument; throws `law.instrumentNotFound`. */
  get(id: string): Promise<Instrument>
  /** The same, for what rests on it from today; throws `law.instrumentNotInForce` too. */
  getInForce(id: string): Promise<Instrument>
  /** Those of the ids that exist, by id. */
  byId(ids: readonly InstrumentId[]): Promise<Map<InstrumentId, Instrument>>
  /** Newest first; `q` is matched without diacritics. */
  list(filter: InstrumentFilter): Promise<Instrument[]>
}

export function createLaw(deps: { database: Database; journal: Journal; clock: Clock }): Law {
  const db = deps.database.application
  return {
    ...createCalendars(deps),
    register,
    find: (id) => findInstrument(db, id),
    get,
    getInForce: async (id) => {
      const instrument = await get(id)
      if (isInForce(instrument, localDay(deps.clock.now()))) return instrument
      throw lawProblems.instrumentNotInForce({ number: instrument.number })
    },
    byId: async (ids) => new Map((await findInstruments(db, ids)).map((instrument) => [instrument.id, instrument])),
    list: (filter) => listInstruments(db, filter),
  }

  async function get(id: string): Promise<Instrument> {
    const instrument = await findInstrument(db, id)
    if (!instrument) throw lawProblems.instrumentNotFound({ instrument: id })
    return instrument
  }

  async function register(actor: Actor, input: InstrumentInput): Promise<Instrument> {
    const { number, issuer, signedOn, effectiveFrom, effectiveTo } = input
    if (effectiveTo !== null && effectiveTo <= effectiveFrom) {
      throw lawProblems.periodInvalid({ effectiveFrom, effectiveTo })
    }
    return deps.journal.change(actor, async (tx) => {
      const instrument: Instrument = { ...input, id: newId<'instrument'>(tx.at) }
      if (!(await insertInstrument(tx, instrument))) {
        throw lawProblems.instrumentExists({ number, issuer, signedOn })
      }
      const { id, ...payload } = instrument
      await tx.record({
        event: lawEvents['instrument.registered'],
        subject: { type: 'instrument', id, label: number },
        payload,
      })
      return instrument
    })
  }
}
