import { useState, type SubmitEvent } from 'react'
import { Button, Checkbox, Popover, Select, TextInput } from '@mantine/core'
import { IconBaselineDensityMedium, IconBaselineDensitySmall, IconColumns3, IconTargetArrow } from '@tabler/icons-react'
import type { Field } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import type { CodeNames } from '../../components/value.tsx'
import { AsOfButton } from './as-of.tsx'
import type { RecordSearch } from './queries.ts'
import { AddFilter } from './record-filters.tsx'
import classes from './records-toolbar.module.css'

interface RecordsToolbarProps {
  code: string
  fields: Field[]
  shown: string[]
  search: RecordSearch
  codeNames: CodeNames
  dense: boolean
  onDense: (dense: boolean) => void
  onChange: (search: RecordSearch) => void
}

export function RecordsToolbar(props: RecordsToolbarProps) {
  const { code, fields, shown, search, codeNames, dense, onDense, onChange } = props
  const { t } = useText()
  const Density = dense ? IconBaselineDensityMedium : IconBaselineDensitySmall
  return (
    <div className={classes.bar}>
      <AddFilter
        fields={fields}
        codeNames={codeNames}
        conditions={search.conditions}
        onChange={(conditions) => {
          onChange({ ...search, conditions })
        }}
      />
      <Columns
        fields={fields}
        shown={shown}
        onChange={(columns) => {
          onChange({ ...search, columns })
        }}
      />
      <PhoneSort fields={fields} search={search} onChange={onChange} />
      <Purpose
        purpose={search.purpose}
        onChange={(purpose) => {
          onChange({ ...search, purpose })
        }}
      />
      <AsOfButton
        code={code}
        asOf={search.asOf}
        onChange={(asOf) => {
          onChange({ ...search, asOf })
        }}
      />
      <Button
        className={classes.density}
        variant="subtle"
        color="gray"
        leftSection={<Density size={17} stroke={1.8} />}
        onClick={() => {
          onDense(!dense)
        }}
      >
        {dense ? t('records.roomy') : t('records.dense')}
      </Button>
    </div>
  )
}

interface ColumnsProps {
  fields: Field[]
  shown: string[]
  onChange: (columns: string[]) => void
}

/** The key stays: a row without it cannot be opened. */
function Columns({ fields, shown, onChange }: ColumnsProps) {
  const { t, titled } = useText()
  return (
    <Popover width={280} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={17} stroke={1.8} />}>
          {t('records.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group
          label={t('records.columnsLabel')}
          value={shown}
          onChange={(names) => {
            onChange(fields.filter((field) => field.key || names.includes(field.name)).map((field) => field.name))
          }}
        >
          <div className={classes.columns}>
            {fields.map((field) => (
              <Checkbox key={field.id} value={field.name} disabled={field.key} label={titled(field)} />
            ))}
          </div>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}

/** On a phone the rows are cards without headers to press. */
function PhoneSort({ fields, search, onChange }: Pick<RecordsToolbarProps, 'fields' | 'search' | 'onChange'>) {
  const { t, titled } = useText()
  const titles = fields.map((field) => ({ ...field, label: titled(field) }))
  return (
    <Select
      className={classes.phoneSort}
      aria-label={t('records.sort')}
      placeholder={t('records.sort')}
      clearable
      clearButtonProps={{ 'aria-label': t('action.clear') }}
      data={titles.flatMap((field) => [
        { value: field.name, label: `${field.label} ↑` },
        { value: `-${field.name}`, label: `${field.label} ↓` },
      ])}
      value={search.sort === '' ? null : search.sort}
      onChange={(sort) => {
        onChange({ ...search, sort: sort ?? '' })
      }}
    />
  )
}

function Purpose({ purpose, onChange }: { purpose: string; onChange: (purpose: string) => void }) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState(purpose)
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setOpened(false)
    onChange(typed.trim())
  }
  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconTargetArrow size={17} stroke={1.8} />}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {purpose === '' ? t('records.purpose') : t('records.purposeIs', { purpose })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={classes.purpose} onSubmit={submit}>
          <TextInput
            label={t('records.purpose')}
            description={t('records.purposeHelp')}
            maxLength={300}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
            }}
          />
          <Button type="submit">{t('action.save')}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
