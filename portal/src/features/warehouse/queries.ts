import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { Submission } from '../../api/types.ts'
import { whereOf, type Conditions } from './conditions.ts'

/** While a submission is being worked on, its page asks again this often. */
const pollInterval = 400

export function isRunning(submission: Submission): boolean {
  return submission.state === 'received' || submission.state === 'processing'
}

export function stateQuery(code: string) {
  return queryOptions({
    queryKey: ['warehouse', 'state', code],
    queryFn: () => answer(client.GET('/api/v1/warehouse/datasets/{code}/state', { params: { path: { code } } })),
  })
}

export function submissionQuery(id: string) {
  return queryOptions({
    queryKey: ['warehouse', 'submission', id],
    queryFn: () => answer(client.GET('/api/v1/warehouse/submissions/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data !== undefined && isRunning(query.state.data) ? pollInterval : false),
    refetchIntervalInBackground: false,
  })
}

/** Rows behind one group of faults; a fault of whole rows has no field. */
export function faultRowsQuery(id: string, rule: string, field: string | null) {
  return infiniteQueryOptions({
    queryKey: ['warehouse', 'fault-rows', id, rule, field],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/warehouse/submissions/{id}/errors', {
          params: { path: { id }, query: { rule, field: field ?? '', limit: 50, ...cursor(pageParam) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function datasetSubmissionsQuery(code: string) {
  return infiniteQueryOptions({
    queryKey: ['warehouse', 'dataset-submissions', code],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/warehouse/datasets/{code}/submissions', {
          params: { path: { code }, query: { limit: 20, ...cursor(pageParam) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function mySubmissionsQuery(limit: number) {
  return infiniteQueryOptions({
    queryKey: ['warehouse', 'my-submissions', limit],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/warehouse/submissions', { params: { query: { mine: true, limit, ...cursor(pageParam) } } }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export interface RecordSearch {
  columns: string[]
  conditions: Conditions
  sort: string
  purpose: string
  /** Number of an update; empty for the data in force. */
  asOf: string
}

export function recordsQuery(code: string, search: RecordSearch) {
  return infiniteQueryOptions({
    queryKey: ['warehouse', 'records', code, search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/warehouse/datasets/{code}/records', {
          params: { path: { code }, query: { limit: 50, ...recordParams(search), ...cursor(pageParam) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}

export function recordQuery(code: string, key: string, purpose: string) {
  return queryOptions({
    queryKey: ['warehouse', 'record', code, key, purpose],
    queryFn: () =>
      answer(
        client.GET('/api/v1/warehouse/datasets/{code}/records/{key}', {
          params: { path: { code, key }, query: purpose === '' ? {} : { purpose } },
        }),
      ),
  })
}

export function historyQuery(code: string, key: string, purpose: string) {
  return queryOptions({
    queryKey: ['warehouse', 'history', code, key, purpose],
    queryFn: () =>
      answer(
        client.GET('/api/v1/warehouse/datasets/{code}/records/{key}/history', {
          params: { path: { code, key }, query: purpose === '' ? {} : { purpose } },
        }),
      ),
  })
}

/** What one update changed, in the order of its changes; later updates follow in the same feed. */
export function changesQuery(code: string, apply: number, purpose: string) {
  return infiniteQueryOptions({
    queryKey: ['warehouse', 'changes', code, apply, purpose],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/warehouse/datasets/{code}/changes', {
          params: {
            path: { code },
            query: {
              limit: 20,
              ...(pageParam === null ? { since: apply - 1 } : { cursor: pageParam }),
              ...(purpose === '' ? {} : { purpose }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ items, more, next }) => (more && items.every((each) => each.apply === apply) ? next : null),
  })
}

export function recordParams(search: RecordSearch) {
  const { all } = search.conditions
  const where = whereOf(search.conditions)
  return {
    ...(search.columns.length === 0 ? {} : { select: search.columns.join(',') }),
    ...(all.length === 0 ? {} : { filter: all }),
    ...(where === undefined ? {} : { where }),
    ...(search.sort === '' ? {} : { sort: search.sort }),
    ...(search.purpose === '' ? {} : { purpose: search.purpose }),
    ...(search.asOf === '' ? {} : { asOf: search.asOf }),
  }
}

function cursor(value: string | null): { cursor?: string } {
  return value === null ? {} : { cursor: value }
}
