import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { JournalEntry } from '../../api/types.ts'
import { dayAfter, startOfDay } from '../../lib/day.ts'
import { pick } from '../../lib/search-params.ts'
import { verifyEntry } from './proof/verify-entry.ts'

/** What is looked for, as the address has it: days instead of instants. */
export interface JournalSearch {
  event?: string
  dataset?: string
  unit?: string
  account?: string
  from?: string
  to?: string
  subject?: string
  /** The key of a record of the dataset: its history leads to the entries. */
  record?: string
}

export function entriesQuery(search: JournalSearch) {
  return infiniteQueryOptions({
    queryKey: ['journal', 'entries', search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/journal/entries', {
          params: { query: { limit: 40, ...wanted(search), ...cursor(pageParam) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}

/** As the server is asked: the last day belongs to the time too. */
function wanted({ from, to, ...search }: JournalSearch) {
  return {
    ...pick(search, ['event', 'dataset', 'unit', 'account', 'subject']),
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: startOfDay(dayAfter(to)) }),
  }
}

export function latestEntriesQuery(limit: number) {
  return queryOptions({
    queryKey: ['journal', 'latest', limit],
    queryFn: () => answer(client.GET('/api/v1/journal/entries', { params: { query: { limit } } })),
  })
}

export function entryQuery(id: string) {
  return queryOptions({
    queryKey: ['journal', 'entry', id],
    queryFn: () => answer(client.GET('/api/v1/journal/entries/{id}', { params: { path: { id } } })),
  })
}

/** Whether who acted signed for it as they had to; asked of the server, which knows their passkeys of then. */
export function signatureQuery(id: string) {
  return queryOptions({
    queryKey: ['journal', 'signature', id],
    queryFn: () => answer(client.GET('/api/v1/identity/signatures/{entry}', { params: { path: { entry: id } } })),
  })
}

export const checkpointQuery = queryOptions({
  queryKey: ['journal', 'checkpoint'],
  queryFn: () => answer(client.GET('/api/v1/journal/checkpoint')),
})

/** The keys everything is checked with. */
export const keysQuery = queryOptions({
  queryKey: ['journal', 'keys'],
  queryFn: () => answer(client.GET('/api/v1/journal/key')),
  staleTime: 300_000,
})

/** Checks an entry as it is shown. The proof and the keys come from the server; what they come to is worked out here. */
export function entryCheckQuery(entry: JournalEntry) {
  return queryOptions({
    queryKey: ['journal', 'check', entry],
    queryFn: async () => {
      const params = { path: { id: entry.id } }
      const [proof, keys] = await Promise.all([
        answer(client.GET('/api/v1/journal/entries/{id}/proof', { params, parseAs: 'text' })),
        answer(client.GET('/api/v1/journal/key')),
      ])
      return verifyEntry(entry, proof, keys)
    },
    gcTime: 0,
    staleTime: Infinity,
  })
}

/**
 * The certificates that receipts are checked with, as PEM; undefined where the warehouse publishes none. Asked without the
 * client, since a warehouse that makes no receipts has no such operation.
 */
export const certificatesQuery = queryOptions({
  queryKey: ['journal', 'certificates'],
  queryFn: async () => {
    const reply = await fetch('/api/v1/journal/certificates')
    return reply.ok ? reply.text() : null
  },
  staleTime: 300_000,
})

export const checkpointsQuery = infiniteQueryOptions({
  queryKey: ['journal', 'checkpoints'],
  queryFn: ({ pageParam }) =>
    answer(client.GET('/api/v1/journal/checkpoints', { params: { query: { limit: 20, ...cursor(pageParam) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

export const growthQuery = queryOptions({
  queryKey: ['journal', 'growth'],
  queryFn: () => answer(client.GET('/api/v1/journal/growth', { params: { query: { days: 90 } } })),
})

/** Who vouches for the journal; asked again while the newest entries wait for their witnesses. */
export const witnessesQuery = queryOptions({
  queryKey: ['journal', 'witnesses'],
  queryFn: () => answer(client.GET('/api/v1/journal/witnesses')),
  refetchInterval: (query) =>
    query.state.data?.state === 'unwitnessed' && query.state.data.quorumAsked ? 5_000 : false,
})

/** Whether the journal goes on; a page that stays open hears of it. */
export const progressQuery = queryOptions({
  queryKey: ['journal', 'progress'],
  queryFn: () => answer(client.GET('/api/v1/journal/progress')),
  refetchInterval: 30_000,
})

/** Of everybody, for oversight, or of the reader's own unit. */
export type ReadScope = 'everybody' | 'own'

/** Reads of one dataset or ('') of all, newest first. */
export function readsQuery(scope: ReadScope, dataset: string, limit = 50) {
  return infiniteQueryOptions({
    queryKey: ['journal', 'reads', scope, dataset, limit],
    queryFn: ({ pageParam }) => {
      const query = { limit, ...(dataset === '' ? {} : { dataset }), ...cursor(pageParam) }
      if (scope === 'own') return answer(client.GET('/api/v1/journal/reads/own', { params: { query } }))
      return answer(client.GET('/api/v1/journal/reads', { params: { query } }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

function cursor(value: string | null): { cursor?: string } {
  return value === null ? {} : { cursor: value }
}
