import { useId, useState } from 'react'
import { Button, Select, type SelectProps } from '@mantine/core'
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
  datasets: Choice[]
  units: Choice[]
  onChange: (search: JournalSearch) => void
}

/** All that the journal is searched by, each with its own way to be cleared; on a phone behind one button. */
export function JournalFilters({ search, datasets, units, onChange }: JournalFiltersProps) {
  const { t, word } = useText()
  const id = useId()
  const [open, setOpen] = useState(false)
  const chosen = Object.keys(search).length
  function change(name: keyof JournalSearch, value: string | null): void {
    const { [name]: _before, ...rest } = search
    onChange(value === null || value === '' ? rest : { ...rest, [name]: value })
  }
  const select = (name: keyof JournalSearch, data: Choice[]) =>
    ({ data, value: search[name] ?? null, onChange: (value) => { change(name, value) } }) satisfies SelectProps // prettier-ignore
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
        <Choose
          label={t('journal.event')}
          any={t('journal.anyEvent')}
          {...select(
            'event',
            eventNames.map((name) => ({ value: name, label: word('eventName', name) })),
          )}
        />
        <Choose label={t('journal.dataset')} any={t('journal.anyDataset')} {...select('dataset', datasets)} />
        <Choose label={t('journal.unit')} any={t('journal.anyUnit')} {...select('unit', units)} />
        <SearchInput
          key={`account ${search.account === undefined ? 'none' : 'some'}`}
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
        {search.dataset !== undefined && (
          <SearchInput
            label={t('journal.record')}
            placeholder={t('journal.recordForm')}
            value={search.record ?? ''}
            onSearch={(value) => {
              change('record', value)
            }}
          />
        )}
        {search.subject !== undefined && (
          <Button
            variant="default"
            rightSection={<IconX size={16} />}
            onClick={() => {
              change('subject', null)
            }}
          >
            {t('journal.oneSubject')}
          </Button>
        )}
        {search.dataset !== undefined && search.record !== undefined && (
          <div className={classes.note}>
            <RecordNote dataset={search.dataset} record={search.record} />
          </div>
        )}
      </div>
    </search>
  )
}

function Choose({ label, any, ...rest }: SelectProps & { label: string; any: string }) {
  const { t } = useText()
  return (
    <Select
      aria-label={label}
      placeholder={any}
      clearable
      searchable
      clearButtonProps={{ 'aria-label': t('action.clear') }}
      {...rest}
    />
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
