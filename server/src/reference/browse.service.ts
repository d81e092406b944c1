import { localDay } from '../platform/index.ts'
import type { Clock, Database } from '../platform/index.ts'
import { periodsOf } from './browse.ts'
import type { Change, ChangeCounts, Period } from './browse.ts'
import { ancestorsOf, childCounts, countChanges, listChanges, listLinks, listMeanings } from './browse.store.ts'
import type { ChangeFilter, Step } from './browse.store.ts'
import type { CodeList } from './code-list.ts'
import type { Lookups } from './lookup.service.ts'
import { referenceProblems } from './reference.errors.ts'

export interface ListRef {
  readonly code: string
  readonly name: string
  readonly nameEn: string
}

/** What somebody asks who wants to understand a list: what hangs together, what changed, what a code meant when. */
export interface Browsing {
  /** The list above a list and those below it, at a day. */
  listHierarchy(list: string, day?: string): Promise<{ parentList: ListRef | null; childLists: ListRef[] }>
  /** The entries above a code and how many stand below it; throws `reference.entryNotFound`. */
  entryPlace(
    list: string,
    code: string,
    day?: string,
  ): Promise<{ parents: (Omit<Step, 'list'> & { list: ListRef })[]; children: { list: ListRef; count: number }[] }>
  /** Throws `reference.entryUnknown` when no version ever had the code. */
  entryLife(list: string, code: string): Promise<Period[]>
  /** What is different in `to`, as seen from `from`. */
  compareVersions(
    versions: { list: string; from: string; to: string },
    filter: ChangeFilter,
  ): Promise<{ counts: ChangeCounts; changes: Change[] }>
}

export function createBrowsing(deps: { database: Database; clock: Clock; lookups: Lookups }): Browsing {
  const db = deps.database.application
  const { lookups } = deps
  const today = () => localDay(deps.clock.now())
  const refs = async () => new Map((await lookups.listCodeLists()).map((list) => [list.code, refOf(list)]))
  return {
    listHierarchy: async (list, day = today()) => {
      await lookups.getCodeList(list)
      const [links, named] = [await listLinks(db, day), await refs()]
      const above = links.find((link) => link.list === list)?.parentList
      const below = links.filter((link) => link.parentList === list && link.list !== list)
      return {
        parentList: above === undefined ? null : refIn(named, above),
        childLists: below.map((link) => refIn(named, link.list)),
      }
    },
    entryPlace: async (list, code, day = today()) => {
      await lookups.getEntry(list, code, day)
      const named = await refs()
      const parents = await ancestorsOf(db, { list, code }, day)
      const children = await childCounts(db, { list, code }, day)
      return {
        parents: parents.map((step) => ({ ...step, list: refIn(named, step.list) })),
        children: children.map((each) => ({ list: refIn(named, each.list), count: each.count })),
      }
    },
    entryLife: async (list, code) => {
      await lookups.getCodeList(list)
      const periods = periodsOf(await listMeanings(db, list, code))
      if (periods.length === 0) throw referenceProblems.entryUnknown({ list, entry: code })
      return periods
    },
    compareVersions: async (versions, filter) => {
      const list = await lookups.getCodeList(versions.list)
      for (const version of [versions.from, versions.to]) requireVersion(list, version)
      return { counts: await countChanges(db, versions), changes: await listChanges(db, versions, filter) }
    },
  }
}

function refOf({ code, name, nameEn }: CodeList): ListRef {
  return { code, name, nameEn }
}

function refIn(named: ReadonlyMap<string, ListRef>, code: string): ListRef {
  return named.get(code) ?? { code, name: code, nameEn: code }
}

function requireVersion(list: CodeList, version: string): void {
  if (list.versions.some((each) => each.version === version)) return
  throw referenceProblems.versionNotFound({ list: list.code, version })
}
