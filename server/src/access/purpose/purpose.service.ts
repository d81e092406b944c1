import type { Actor, Journal } from '../../journal/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Database } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { purposeProblems } from './purpose.errors.ts'
import { isPurposeCode } from './purpose.ts'
import type { Purpose, PurposeFacts } from './purpose.ts'
import {
  findPurpose,
  findPurposeFacts,
  insertPurpose,
  listPurposes,
  retirePurpose,
  strangeFunctions,
} from './purpose.store.ts'
import type { NewPurpose } from './purpose.store.ts'

export type { NewPurpose } from './purpose.store.ts'

export interface Purposes {
  listPurposes(): Promise<Purpose[]>
  /** A purpose in use, as a unit has it; undefined where the register has none of that code. */
  factsFor(use: { readonly unit: string; readonly code: string; readonly at: Date }): Promise<PurposeFacts | undefined>
  /** Throws `access.purposeExists`, `access.purposeFunctionUnknown`, `access.purposeNotOfficial`. */
  registerPurpose(author: Actor, purpose: NewPurpose): Promise<Purpose>
  /** It can be named no more, and grants for it open nothing any more. Throws `access.purposeNotFound`, `access.purposeRetired`. */
  retirePurpose(author: Actor, code: string, reason: string): Promise<Purpose>
}

export function createPurposes({ database, journal }: { database: Database; journal: Journal }): Purposes {
  const db = database.application
  return {
    listPurposes: () => listPurposes(db),
    factsFor: async ({ unit, code, at }) =>
      isPurposeCode(code) ? findPurposeFacts(db, { unit, code, day: localDay(at) }) : undefined,
    registerPurpose: async (author, purpose) => {
      const { code, functions } = purpose
      if (purpose.nature !== 'official' && purpose.isCommon) throw purposeProblems.purposeNotOfficial()
      const strange = await strangeFunctions(db, functions)
      if (strange.length > 0) throw purposeProblems.purposeFunctionUnknown({ functions: strange })
      await journal.change(author, async (tx) => {
        if (!(await insertPurpose(tx, purpose))) throw purposeProblems.purposeExists({ code })
        const { name, nameEn, nature, legalBasis, isCommon, shows } = purpose
        await tx.record({
          event: accessEvents['purpose.registered'],
          subject: subjectOf(code),
          payload: { name, nameEn, nature, legalBasis, isCommon, shows, functions },
        })
      })
      return get(code)
    },
    retirePurpose: async (author, code, reason) => {
      await get(code)
      await journal.change(author, async (tx) => {
        if (!(await retirePurpose(tx, code))) throw purposeProblems.purposeRetired({ code })
        await tx.record({ event: accessEvents['purpose.retired'], subject: subjectOf(code), payload: { reason } })
      })
      return get(code)
    },
  }

  async function get(code: string): Promise<Purpose> {
    const found = await findPurpose(db, code)
    if (!found) throw purposeProblems.purposeNotFound({ code })
    return found
  }
}

const subjectOf = (code: string) => ({ type: 'purpose', id: code, label: code })
