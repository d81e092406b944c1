import { MultiSelect, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { matching } from '../../../lib/matching.ts'
import type { Choice } from '../../../lib/matching.ts'
import { useText } from '../../../lib/use-text.ts'
import { treeQuery } from './queries.ts'

interface UnitSelectProps {
  label: string
  description?: string
  className?: string | undefined
  /** Units that are not there yet, made by the same act. */
  more?: readonly Choice[]
  error?: string | undefined
  value: readonly string[]
  onChange: (ids: string[]) => void
}

function useChoosing({ more = [], value, error, ...rest }: Omit<UnitSelectProps, 'onChange'>) {
  const { t, named } = useText()
  const tree = useQuery(treeQuery(''))
  return {
    ...{ ...rest, error, searchable: true, filter: matching, limit: 50 },
    data: [
      ...more,
      ...(tree.data?.items ?? []).map((unit): Choice => {
        return { value: unit.id, label: named(unit), words: `${unit.name} ${unit.nameEn}` }
      }),
    ],
    placeholder: value.length === 0 ? t('unit.choose') : '',
    nothingFoundMessage: t('unit.noneFound'),
  }
}

export function UnitSelect({ onChange, ...props }: UnitSelectProps) {
  return (
    <Select
      {...useChoosing(props)}
      value={props.value[0] ?? null}
      onChange={(id) => {
        onChange(id === null ? [] : [id])
      }}
    />
  )
}

export function UnitMultiSelect({ onChange, ...props }: UnitSelectProps) {
  return <MultiSelect {...useChoosing(props)} value={[...props.value]} onChange={onChange} />
}
