import { useState } from 'react'
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Instrument } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { instrumentQuery, instrumentsQuery } from './queries.ts'
import { RegisterButton } from './register-button.tsx'
import classes from './instrument-field.module.css'

interface InstrumentFieldProps {
  label: string
  error: string | undefined
  /** Id of the instrument, '' while none is chosen. */
  value: string
  onChange: (id: string) => void
}

/** Chooses a registered instrument by its number or what it is about, or registers it. */
export function InstrumentField({ label, error, value, onChange }: InstrumentFieldProps) {
  const { t } = useText()
  const [search, setSearch] = useState('')
  const chosen = useQuery({ ...instrumentQuery(value), enabled: value !== '' })
  const asked = chosen.data && search === labelOf(chosen.data) ? '' : search
  const found = useQuery(instrumentsQuery(asked.trim()))
  const items = found.data?.items ?? []
  const all = chosen.data && items.every(({ id }) => id !== value) ? [chosen.data, ...items] : items
  return (
    <div className={classes.field}>
      <Select
        label={label}
        description={t('law.chooseHelp')}
        placeholder={t('law.choose')}
        nothingFoundMessage={t('law.none')}
        error={error}
        searchable
        data={all.map((instrument) => ({ value: instrument.id, label: labelOf(instrument) }))}
        filter={({ options }) => options}
        searchValue={search}
        onSearchChange={setSearch}
        value={value === '' ? null : value}
        onChange={(id) => {
          onChange(id ?? '')
        }}
      />
      <div>
        <RegisterButton
          size="xs"
          onRegistered={({ id }) => {
            onChange(id)
          }}
        />
      </div>
    </div>
  )
}

function labelOf({ number, title }: Instrument): string {
  return `${number} · ${title}`
}
