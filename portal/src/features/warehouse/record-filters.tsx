import { useState, type SubmitEvent } from 'react'
import { Button, Popover, Select, TextInput } from '@mantine/core'
import { IconFilterPlus, IconX } from '@tabler/icons-react'
import type { Field } from '../../api/types.ts'
import { DayInput } from '../../components/day-input.tsx'
import { useText } from '../../lib/use-text.ts'
import { formatFilter, operators, operatorsOf, parseFilter, type Filter, type Operator } from './filter.ts'
import classes from './record-filters.module.css'

interface RecordFiltersProps {
  fields: Field[]
  filters: string[]
  onChange: (filters: string[]) => void
}

/** The conditions in force as words one can take away, and a way to add one. */
export function RecordFilters({ fields, filters, onChange }: RecordFiltersProps) {
  const { t } = useText()
  return (
    <ul className={classes.chips} aria-label={t('records.filters')}>
      {filters.map((text) => (
        <li key={text}>
          <FilterChip
            text={text}
            fields={fields}
            onRemove={() => {
              onChange(filters.filter((each) => each !== text))
            }}
          />
        </li>
      ))}
    </ul>
  )
}

function FilterChip({ text, fields, onRemove }: { text: string; fields: Field[]; onRemove: () => void }) {
  const { t } = useText()
  const sentence = useFilterSentence()
  const filter = parseFilter(text)
  const words = filter === null ? text : sentence(filter, fields)
  return (
    <span className={classes.chip}>
      {words}
      <button
        type="button"
        className={classes.remove}
        aria-label={t('records.removeFilter', { filter: words })}
        onClick={onRemove}
      >
        <IconX size={14} stroke={2.2} aria-hidden />
      </button>
    </span>
  )
}

function useFilterSentence(): (filter: Filter, fields: Field[]) => string {
  const { t, format, titled } = useText()
  return (filter, fields) => {
    const field = fields.find((each) => each.name === filter.field)
    const title = field === undefined ? filter.field : titled(field)
    if (filter.operator === 'null') return `${title} ${filter.value === 'false' ? t('op.notNull') : t('op.null')}`
    const shown = field?.type === 'date' ? format.day(filter.value) : filter.value
    return `${title} ${t(`op.${filter.operator}`)} ${shown}`
  }
}

interface AddFilterProps {
  fields: Field[]
  onAdd: (filter: string) => void
}

export function AddFilter({ fields, onAdd }: AddFilterProps) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilterPlus size={17} stroke={1.8} />}
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {t('records.addFilter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FilterForm
          fields={fields}
          onAdd={(filter) => {
            setOpened(false)
            onAdd(filter)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

export function FilterForm({ fields, onAdd }: AddFilterProps) {
  const { t, titled } = useText()
  const [name, setName] = useState(fields[0]?.name ?? '')
  const field = fields.find((each) => each.name === name) ?? fields[0]
  const choices = field === undefined ? [] : operatorsOf(field)
  const [operator, setOperator] = useState<Operator>(choices[0] ?? 'eq')
  const [value, setValue] = useState('')
  const valid = choices.includes(operator) ? operator : (choices[0] ?? 'eq')
  const needsValue = valid !== 'null' && field?.type !== 'boolean'

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    if (field === undefined) return
    const given = needsValue ? value.trim() : value === '' ? 'true' : value
    if (given !== '') onAdd(formatFilter({ field: field.name, operator: valid, value: given }))
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      {fields.length > 1 && (
        <Select
          label={t('records.field')}
          data={fields.map((each) => ({ value: each.name, label: titled(each) }))}
          value={name}
          allowDeselect={false}
          onChange={(next) => {
            setName(next ?? '')
            setValue('')
          }}
        />
      )}
      <Select
        label={t('records.operator')}
        data={choices.map((each) => ({ value: each, label: t(`opName.${each}`) }))}
        value={valid}
        allowDeselect={false}
        onChange={(next) => {
          setOperator(operators.find((each) => each === next) ?? 'eq')
          setValue('')
        }}
      />
      {field && <FilterValue field={field} operator={valid} value={value} onChange={setValue} />}
      <Button type="submit">{t('records.applyFilter')}</Button>
    </form>
  )
}

interface FilterValueProps {
  field: Field
  operator: Operator
  value: string
  onChange: (value: string) => void
}

function FilterValue({ field, operator, value, onChange }: FilterValueProps) {
  const { t } = useText()
  if (operator === 'null' || field.type === 'boolean') {
    const [yes, no] = operator === 'null' ? [t('op.null'), t('op.notNull')] : [t('value.yes'), t('value.no')]
    return (
      <Select
        label={t('records.value')}
        data={[
          { value: 'true', label: yes },
          { value: 'false', label: no },
        ]}
        value={value === '' ? 'true' : value}
        allowDeselect={false}
        onChange={(next) => {
          onChange(next ?? 'true')
        }}
      />
    )
  }
  if (field.type === 'date' && operator !== 'in') {
    return <DayInput label={t('records.value')} value={value} onChange={onChange} />
  }
  return (
    <TextInput
      label={t('records.value')}
      description={operator === 'in' ? t('records.valueList') : undefined}
      inputMode={field.type === 'integer' ? 'numeric' : field.type === 'decimal' ? 'decimal' : 'text'}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}
