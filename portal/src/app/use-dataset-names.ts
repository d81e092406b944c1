import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { datasetListQuery } from '../features/catalogue/queries.ts'
import { useText } from '../lib/use-text.ts'

/** Names of datasets by code, for lists that only hold the code. */
export function useDatasetNames(): ReadonlyMap<string, string> {
  const { language } = useText()
  const datasets = useQuery(datasetListQuery({}, 200))
  const items = datasets.data?.items
  return useMemo(
    () => new Map((items ?? []).map((each) => [each.code, language === 'en' ? each.nameEn : each.name])),
    [items, language],
  )
}
