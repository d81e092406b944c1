import { useId, useState } from 'react'
import { Button, Select } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconFileSearch, IconX } from '@tabler/icons-react'
import { DayInput } from '../../components/day-input.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { SearchInput } from '../../components/search-input.tsx'
import { useText } from '../../lib/use-text.ts'
import { eventNames } from './event-names.ts'
import classes from './journal-filters.module.css'
import type { JournalSearch } from './queries.ts'

interface Choice {
  value: string
  label: string
}

interface JournalFiltersProps {
  search: JournalSearch
  datasets: readonly Choice[]
  units: readonly Choice[]
  onChange: (search: JournalSearch) => void
}

/** All that the journal is searched by, each with its own way to be cleared; on a phone behind one button. */
export function JournalFilters(props: JournalFiltersProps) {
  const { t } = useText()
  const id = useId()
  const [open, setOpen] = useState(false)
  const { search, onChange } = props
  const chosen = Object.keys(search).length
  function change(name: keyof JournalSearch, value: string | null): void {
    const rest = Object.fromEntries(Object.entries(search).filter(([each]) => each !== name))
    onChange(value === null || value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <search aria-label={t('journal.filters')}>
      <Button
        className={classes.toggle}
        variant="default"
        fullWidth
        leftSection={<IconAdjustmentsHorizontal size={17} />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open)
        }}
      >
        {chosen === 0 ? t('journal.filters') : t('journal.filtersChosen', { count: chosen })}
      </Button>
      <div id={id} className={classes.filters} data-open={open}>
        <Choices {...props} change={change} />
        <WhoAndWhen search={search} change={change} />
        <WhatOnly search={search} change={change} />
      </div>
    </search>
  )
}

interface PartProps {
  search: JournalSearch
  change: (name: keyof JournalSearch, value: string | null) => void
}

function Choices({ search, datasets, units, change }: PartProps & Pick<JournalFiltersProps, 'datasets' | 'units'>) {
  const { t, word } = useText()
  const events = eventNames.map((name) => ({ value: name, label: word('eventName', name) }))
  const fields = [
    { name: 'event', label: t('journal.event'), any: t('journal.anyEvent'), data: events },
    { name: 'dataset', label: t('journal.dataset'), any: t('journal.anyDataset'), data: datasets },
    { name: 'unit', label: t('journal.unit'), any: t('journal.anyUnit'), data: units },
  ] as const
  return fields.map(({ name, label, any, data }) => (
    <Select
      key={name}
      aria-label={label}
      placeholder={any}
      clearable
      searchable
      // The library hides the button from the keyboard and from readers of the screen.
      clearButtonProps={{ 'aria-label': t('action.clear'), 'aria-hidden': false, tabIndex: 0 }}
      data={data}
      value={search[name] ?? null}
      onChange={(value) => {
        change(name, value)
      }}
    />
  ))
}

function WhoAndWhen({ search, change }: PartProps) {
  const { t } = useText()
  return (
    <>
      <SearchInput
        label={t('journal.account')}
        placeholder={t('journal.accountForm')}
        value={search.account ?? ''}
        onSearch={(value) => {
          change('account', value)
        }}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayInput
          key={end}
          labelHidden
          clearable
          label={t(`journal.${end}`)}
          hint={t(`journal.${end}`)}
          value={search[end] ?? ''}
          onChange={(day) => {
            change(end, day)
          }}
        />
      ))}
    </>
  )
}

/** A record of the dataset that was chosen, or the one subject an address names. */
function WhatOnly({ search: { dataset, record, subject }, change }: PartProps) {
  const { t } = useText()
  return (
    <>
      {dataset !== undefined && (
        <SearchInput
          label={t('journal.record')}
          placeholder={t('journal.recordForm')}
          value={record ?? ''}
          onSearch={(value) => {
            change('record', value)
          }}
        />
      )}
      {subject !== undefined && (
        <Button
          variant="default"
          rightSection={<IconX size={16} aria-label={t('action.clear')} />}
          onClick={() => {
            change('subject', null)
          }}
        >
          {t('journal.oneSubject')}
        </Button>
      )}
      {dataset !== undefined && record !== undefined && (
        <div className={classes.note}>
          <RecordNote dataset={dataset} record={record} />
        </div>
      )}
    </>
  )
}

/** The journal names no records; the history of one does name the submissions that changed it. */
function RecordNote({ dataset, record }: { dataset: string; record: string }) {
  const { t } = useText()
  return (
    <Notice
      icon={IconFileSearch}
      title={t('journal.recordTitle', { key: record })}
      actions={
        <LinkButton to="/datasets/$code/records/$key" params={{ code: dataset, key: record }} hash="history">
          {t('journal.recordOpen')}
        </LinkButton>
      }
    >
      {t('journal.recordHelp')}
    </Notice>
  )
}
