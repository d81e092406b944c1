import { queryOptions, useQueries } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { CodeNames } from '../../components/value.tsx'
import { useText } from '../../lib/use-text.ts'

/** As many entries as one call gives; of a longer list the codes beyond stand without a name. */
const mostEntries = 1000

function entryNamesQuery(list: string, at: string) {
  return queryOptions({
    queryKey: ['reference', 'names', list, at],
    queryFn: () =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}/entries', {
          params: { path: { code: list }, query: { limit: mostEntries, ...(at === '' ? {} : { at }) } },
        }),
      ),
    staleTime: 600_000,
    retry: false,
  })
}

/** What the codes of these lists mean on a day (today), so that a table shows names and not only numbers. */
export function useCodeNames(lists: readonly string[], at = ''): CodeNames {
  const { language } = useText()
  const distinct = [...new Set(lists)]
  return useQueries({
    queries: distinct.map((list) => entryNamesQuery(list, at)),
    combine: (results) =>
      new Map(
        distinct.map((list, index) => [
          list,
          new Map(
            (results[index]?.data?.items ?? []).map((entry) => [
              entry.code,
              language === 'en' && entry.nameEn !== null ? entry.nameEn : entry.name,
            ]),
          ),
        ]),
      ),
  })
}
