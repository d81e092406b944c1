import type { ReactNode } from 'react'
import { Button, Checkbox, Popover, Select } from '@mantine/core'
import { IconBaselineDensityMedium, IconBaselineDensitySmall, IconColumns3 } from '@tabler/icons-react'
import type { Field, ReadableField } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import type { CodeNames } from '../../components/value.tsx'
import { AsOfButton } from './as-of.tsx'
import type { RecordSearch } from './queries.ts'
import { AddFilter } from './record-filters.tsx'
import classes from './records-toolbar.module.css'

interface RecordsToolbarProps {
  code: string
  fields: ReadableField[]
  shown: string[]
  search: RecordSearch
  codeNames: CodeNames
  /** Says and changes what for it is read. */
  purpose: ReactNode
  dense: boolean
  onDense: (dense: boolean) => void
  onChange: (search: RecordSearch) => void
}

export function RecordsToolbar(props: RecordsToolbarProps) {
  const { code, fields, shown, search, codeNames, purpose, dense, onDense, onChange } = props
  const { t } = useText()
  const asked = fields.filter(({ masked }) => !masked)
  const Density = dense ? IconBaselineDensityMedium : IconBaselineDensitySmall
  return (
    <div className={classes.bar}>
      <AddFilter
        fields={asked}
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
      <PhoneSort fields={asked} search={search} onChange={onChange} />
      {purpose}
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
