import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { Answers } from './review-marks.ts'

const key = ['identity', 'reviews'] as const

export const reviewsQuery = queryOptions({
  queryKey: key,
  queryFn: () => answer(client.GET('/api/v1/identity/reviews')),
})

/** The accounts of one unit in a review; the own one unless another is named. */
export function reviewedQuery(id: string, unit: string) {
  return queryOptions({
    queryKey: [...key, id, 'accounts', unit],
    queryFn: () =>
      answer(client.GET('/api/v1/identity/reviews/{id}/accounts', { params: { path: { id }, query: { unit } } })),
  })
}

export function progressQuery(id: string) {
  return queryOptions({
    queryKey: [...key, id, 'progress'],
    queryFn: () => answer(client.GET('/api/v1/identity/reviews/{id}/progress', { params: { path: { id } } })),
  })
}

export const reviewsKey = key

export function sendAnswers(id: string, answers: Answers) {
  return answer(client.POST('/api/v1/identity/reviews/{id}/answers', { params: { path: { id } }, body: { answers } }))
}

export function openReview() {
  return answer(client.POST('/api/v1/identity/reviews'))
}
