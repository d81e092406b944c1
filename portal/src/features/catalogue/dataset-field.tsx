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
export function DatasetField({ unit, ...field }: DatasetFieldProps) {
  const { t, named } = useText()
  return (
    <FoundMany
      {...field}
      none={t('act.assignNone')}
      listOf={(q) => datasetListQuery({ provider: unit, q }, 50)}
      findAll={(q) => findDatasets({ provider: unit, q })}
      choiceOf={(each) => ({ value: each.id, label: `${named(each)} (${each.code})` })}
    />
  )
}
