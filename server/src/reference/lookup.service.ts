import type { Law } from '../law/index.ts'
import { localDay } from '../platform/index.ts'
import type { Clock, Database } from '../platform/index.ts'
import { versionAt } from './code-list.ts'
import type { CodeList } from './code-list.ts'
import { findCodeList, findEntry, listCodeLists, listEntries, listVersions } from './code-list.store.ts'
import type { CodeListFacts, EntryFilter } from './code-list.store.ts'
import type { Entry } from './entry.ts'
import { referenceProblems } from './reference.errors.ts'

/** Everything that is asked of code lists; days default to today in Ho Chi Minh City. */
export interface Lookups {
  listCodeLists(day?: string): Promise<CodeList[]>
  findCodeList(code: string, day?: string): Promise<CodeList | undefined>
  /** The list; throws `reference.codeListNotFound`. */
  getCodeList(code: string, day?: string): Promise<CodeList>
  /** A page of the entries of one version, named or in force on a day. */
  listEntries(
    list: string,
    at: { readonly version: string | undefined; readonly day: string | undefined },
    filter: EntryFilter,
  ): Promise<{ version: string; entries: (Entry & { position: number })[] }>
  /** The entry of a code on a day; throws `reference.entryNotFound`. */
  getEntry(list: string, code: string, day?: string): Promise<Entry & { version: string }>
  /** Whether a code is in force on a day. */
  existsAt(list: string, code: string, day: string): Promise<boolean>
}

export function createLookups(deps: { database: Database; clock: Clock; law: Law }): Lookups {
  const db = deps.database.application
  const today = () => localDay(deps.clock.now())
  const findOne = async (code: string, day = today()) => {
    const facts = await findCodeList(db, code)
    return facts && (await withVersions([facts], day))[0]
  }
  const getCodeList = async (code: string, day = today()) => {
    const list = await findOne(code, day)
    if (!list) throw referenceProblems.codeListNotFound({ list: code })
    return list
  }
  return {
    listCodeLists: async (day = today()) => withVersions(await listCodeLists(db), day),
    findCodeList: findOne,
    getCodeList,
    listEntries: async (code, at, filter) => {
      const version = versionOf(await getCodeList(code), at.version, at.day ?? today())
      return { version, entries: await listEntries(db, { list: code, version }, filter) }
    },
    getEntry: async (list, code, day = today()) => {
      const entry = await findEntry(db, list, { code, day })
      if (!entry) throw referenceProblems.entryNotFound({ list, entry: code, at: day })
      return entry
    },
    existsAt: async (list, code, day) => (await findEntry(db, list, { code, day })) !== undefined,
  }

  async function withVersions(lists: readonly CodeListFacts[], day: string): Promise<CodeList[]> {
    const codes = lists.map(({ code }) => code)
    const rows = await listVersions(db, codes)
    const instruments = await deps.law.byId(rows.flatMap(({ instrumentId }) => instrumentId ?? []))
    return lists.map((facts) => {
      const versions = rows
        .filter(({ list }) => list === facts.code)
        .map(({ version, validFrom, validTo, entries, instrumentId }) => {
          const instrument = instrumentId === null ? null : (instruments.get(instrumentId) ?? null)
          return { version, validFrom, validTo, entries, instrument }
        })
      return { ...facts, versions, current: versionAt(versions, day)?.version ?? null }
    })
  }
}

function versionOf(list: CodeList, version: string | undefined, day: string): string {
  if (version === undefined) {
    const current = versionAt(list.versions, day)
    if (!current) throw referenceProblems.noVersionInForce({ list: list.code, at: day })
    return current.version
  }
  if (!list.versions.some((each) => each.version === version)) {
    throw referenceProblems.versionNotFound({ list: list.code, version })
  }
  return version
}
