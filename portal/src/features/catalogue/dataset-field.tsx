import { useQuery } from '@tanstack/react-query'
import { FoundMany } from '../../components/found-many.tsx'
import { useText } from '../../lib/use-text.ts'
import { datasetListQuery } from './queries.ts'

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
export function DatasetField({ label, unit, taken, value, onChange }: DatasetFieldProps) {
  const { t, named } = useText()
  const datasets = useQuery(datasetListQuery({ provider: unit }, 1000))
  const open = datasets.data?.items.filter(({ id }) => !taken.includes(id))
  const choices = open?.map((dataset) => ({ value: dataset.id, label: `${named(dataset)} (${dataset.code})` }))
  return <FoundMany {...{ label, choices, value, onChange }} failed={datasets.isError} none={t('act.assignNone')} />
}
