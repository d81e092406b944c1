import { useQuery } from '@tanstack/react-query'
import { missingPurpose } from './decision-card.tsx'
import { decisionQuery } from './queries.ts'

/** Whether somebody may read a dataset, if need be once they say what for; false until it is known. */
export function useMayRead(dataset: string): boolean {
  const { data } = useQuery(decisionQuery(dataset, 'read'))
  return data !== undefined && (data.allow || missingPurpose(data) !== undefined)
}
