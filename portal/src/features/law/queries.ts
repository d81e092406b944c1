import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { InstrumentBody } from '../../api/types.ts'

export function instrumentsQuery(q: string) {
  return queryOptions({
    queryKey: ['law', 'instruments', q],
    queryFn: () => answer(client.GET('/api/v1/law/instruments', { params: { query: q === '' ? {} : { q } } })),
    placeholderData: (previous) => previous,
  })
}

export function instrumentQuery(id: string) {
  return queryOptions({
    queryKey: ['law', 'instrument', id],
    queryFn: () => answer(client.GET('/api/v1/law/instruments/{id}', { params: { path: { id } } })),
  })
}

export const calendarQuery = queryOptions({
  queryKey: ['law', 'calendar'],
  queryFn: () => answer(client.GET('/api/v1/law/calendar')),
})

export function registerInstrument(body: InstrumentBody) {
  return answer(client.POST('/api/v1/law/instruments', { body }))
}
