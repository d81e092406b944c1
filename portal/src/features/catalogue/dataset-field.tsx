import { useState } from 'react'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Dataset } from '../../api/types.ts'
import { FoundMany } from '../../components/found-many.tsx'
import { useText } from '../../lib/use-text.ts'
import { datasetListQuery, findDatasets } from './queries.ts'

interface DatasetFieldProps {
  label: string
  /** The unit that provides them. */
  unit: string
  /** Those that are not offered. */
  taken: readonly string[]
  value: readonly string[]
  onChange: (ids: string[]) => void
}

/** Chooses datasets of a unit by name or code. */
export function DatasetField({ unit, taken, ...field }: DatasetFieldProps) {
  const { t, named } = useText()
  const [words, setWords] = useState('')
  const [asked] = useDebouncedValue(words, 250)
  const datasets = useQuery(datasetListQuery({ provider: unit, q: asked }, 50))
  const elsewhere = new Set(taken)
  const offer = (items: readonly Pick<Dataset, 'id' | 'code' | 'name' | 'nameEn'>[]) =>
    items.flatMap((each) =>
      elsewhere.has(each.id) ? [] : [{ value: each.id, label: `${named(each)} (${each.code})` }],
    )
  return (
    <FoundMany
      {...field}
      words={words}
      onWords={setWords}
      choices={datasets.data && offer(datasets.data.items)}
      failed={datasets.isError}
      none={t(datasets.isFetching || asked !== words ? 'app.loading' : 'act.assignNone')}
      findAll={async (sought) => offer(await findDatasets({ provider: unit, q: sought }))}
    />
  )
}
