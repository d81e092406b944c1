import type { DatasetKind } from '../api/types.ts'
import { parseTypedDay } from '../lib/day.ts'
import { pick, pickList } from '../lib/search-params.ts'

/** What the address of a page with many parameters may say. */
const kinds: readonly DatasetKind[] = ['transactional', 'sectoral', 'shared', 'reference', 'open']

export function datasetSearch(search: Record<string, unknown>): { q?: string; kind?: DatasetKind; provider?: string } {
  const { kind, ...rest } = pick(search, ['q', 'kind', 'provider'])
  const known = kinds.find((each) => each === kind)
  return known === undefined ? rest : { ...rest, kind: known }
}

interface RecordsSearch {
  columns?: string
  sort?: string
  purpose?: string
  asOf?: string
  density?: string
  filter?: string[]
  any?: string[]
  none?: string[]
}

/** Columns, conditions, order, time and density of a table of records. */
export function recordsSearch(search: Record<string, unknown>): RecordsSearch {
  const lists = { filter: pickList(search, 'filter'), any: pickList(search, 'any'), none: pickList(search, 'none') }
  return {
    ...pick(search, ['columns', 'sort', 'purpose', 'asOf', 'density']),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  }
}

/** What the journal is searched by; what is no day is left out. */
export function journalSearch(search: Record<string, unknown>) {
  const { from, to, ...rest } = pick(search, ['event', 'dataset', 'unit', 'account', 'from', 'to', 'subject', 'record'])
  const [begin, end] = [parseTypedDay(from ?? ''), parseTypedDay(to ?? '')]
  return { ...rest, ...(begin === null ? {} : { from: begin }), ...(end === null ? {} : { to: end }) }
}
