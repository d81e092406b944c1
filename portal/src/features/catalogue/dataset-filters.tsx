import { Select } from '@mantine/core'
import type { DatasetKind, OrgRef } from '../../api/types.ts'
import { SearchInput } from '../../components/search-input.tsx'
import { useText } from '../../lib/use-text.ts'
import type { DatasetSearch } from './queries.ts'
import classes from './dataset-filters.module.css'

const kinds: readonly DatasetKind[] = ['shared', 'reference', 'sectoral', 'transactional', 'open']

interface DatasetFiltersProps {
  search: DatasetSearch
  providers: OrgRef[]
  onChange: (search: DatasetSearch) => void
}

export function DatasetFilters({ search, providers, onChange }: DatasetFiltersProps) {
  const { t, named, format } = useText()
  const units = providers
    .map((unit) => ({ value: unit.id, label: named(unit) }))
    .sort((a, b) => format.compare(a.label, b.label))
  return (
    <search className={classes.filters} aria-label={t('datasets.filters')}>
      <div className={classes.words}>
        <SearchInput
          key={search.q === undefined ? 'empty' : 'typed'}
          size="md"
          label={t('datasets.searchLabel')}
          placeholder={t('datasets.searchPlaceholder')}
          value={search.q ?? ''}
          onSearch={(q) => {
            onChange(withValue(search, 'q', q.trim()))
          }}
        />
      </div>
      <Select
        size="md"
        aria-label={t('datasets.kind')}
        placeholder={t('datasets.anyKind')}
        clearable
        clearButtonProps={{ 'aria-label': t('action.clear') }}
        data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={search.kind ?? null}
        onChange={(kind) => {
          onChange(withValue(search, 'kind', kind ?? ''))
        }}
      />
      <Select
        size="md"
        aria-label={t('datasets.provider')}
        placeholder={t('datasets.anyProvider')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('action.clear') }}
        nothingFoundMessage={t('datasets.noProvider')}
        data={units}
        value={search.provider ?? null}
        onChange={(provider) => {
          onChange(withValue(search, 'provider', provider ?? ''))
        }}
      />
    </search>
  )
}

function withValue(search: DatasetSearch, name: keyof DatasetSearch, value: string): DatasetSearch {
  const rest = Object.fromEntries(Object.entries(search).filter(([each]) => each !== name))
  return value === '' ? rest : { ...rest, [name]: value }
}
