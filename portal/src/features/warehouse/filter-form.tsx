import { useState, type SubmitEvent } from 'react'
import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import type { Field } from '../../api/types.ts'
import { DayInput } from '../../components/day-input.tsx'
import type { CodeNames } from '../../components/value.tsx'
import { fold } from '../../lib/fold.ts'
import { useText } from '../../lib/use-text.ts'
import { groupsOf, newGroup, type Conditions, type Place } from './conditions.ts'
import { formatFilter, operators, operatorsOf, type Operator } from './filter.ts'
import classes from './record-filters.module.css'

interface FilterFormProps {
  fields: Field[]
  codeNames: CodeNames
  /** Those that stand already, to join a group of them; without them the condition is one of those that must all hold. */
  conditions?: Conditions
  onAdd: (filter: string, place: Place) => void
}

/** One condition: field, comparison, value, and how it joins the others. */
export function FilterForm({ fields, codeNames, conditions, onAdd }: FilterFormProps) {
  const { t, titled } = useText()
  const [name, setName] = useState(fields[0]?.name ?? '')
  const field = fields.find((each) => each.name === name) ?? fields[0]
  const choices = field === undefined ? [] : operatorsOf(field)
  const [operator, setOperator] = useState<Operator>(choices[0] ?? 'eq')
  const [value, setValue] = useState('')
  const [join, setJoin] = useState('all')
  const valid = choices.includes(operator) ? operator : (choices[0] ?? 'eq')
  const needsValue = valid !== 'null' && field?.type !== 'boolean'

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    if (field === undefined) return
    const given = needsValue ? value.trim() : value === '' ? 'true' : value
    if (given !== '')
      onAdd(formatFilter({ field: field.name, operator: valid, value: given }), placeOf(join, conditions))
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
      {field && <FilterValue field={field} operator={valid} value={value} codeNames={codeNames} onChange={setValue} />}
      {conditions && <Join conditions={conditions} value={join} onChange={setJoin} />}
      <Button type="submit">{t('records.applyFilter')}</Button>
    </form>
  )
}

function placeOf(join: string, conditions: Conditions | undefined): Place {
  if (join === 'all' || join === 'none') return join
  return { group: join === 'new' ? newGroup(conditions?.any ?? []) : join }
}

interface JoinProps {
  conditions: Conditions
  value: string
  onChange: (join: string) => void
}

function Join({ conditions, value, onChange }: JoinProps) {
  const { t, format } = useText()
  const groups = groupsOf(conditions.any).map((group, place) => ({
    value: group.name,
    label: t('records.joinGroup', { number: format.number(place + 1) }),
  }))
  return (
    <Select
      label={t('records.join')}
      data={[
        { value: 'all', label: t('records.joinAll') },
        ...groups,
        { value: 'new', label: t('records.joinNew') },
        { value: 'none', label: t('records.joinNone') },
      ]}
      value={value}
      allowDeselect={false}
      onChange={(next) => {
        onChange(next ?? 'all')
      }}
    />
  )
}

interface FilterValueProps {
  field: Field
  operator: Operator
  value: string
  codeNames: CodeNames
  onChange: (value: string) => void
}

function FilterValue(props: FilterValueProps) {
  const { t } = useText()
  const { field, operator, value, codeNames, onChange } = props
  if (operator === 'null' || field.type === 'boolean') return <TwoValues {...props} />
  if (field.type === 'date' && operator !== 'in') {
    return <DayInput label={t('records.value')} value={value} onChange={onChange} />
  }
  const names = field.codeList === null ? undefined : codeNames.get(field.codeList)
  if (names !== undefined && names.size > 0) return <CodeValue {...props} names={names} />
  return (
    <TextInput
      label={t('records.value')}
      description={
        operator === 'in' ? t('records.valueList') : operator === 'contains' ? t('records.valueFold') : undefined
      }
      inputMode={field.type === 'integer' ? 'numeric' : field.type === 'decimal' ? 'decimal' : 'text'}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

function TwoValues({ operator, value, onChange }: FilterValueProps) {
  const { t } = useText()
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

/** A code chosen by its name, found without diacritics. */
function CodeValue({ operator, value, names, onChange }: FilterValueProps & { names: ReadonlyMap<string, string> }) {
  const { t } = useText()
  const shared = {
    label: t('records.value'),
    data: [...names].map(([code, name]) => ({ value: code, label: `${name} (${code})` })),
    searchable: true,
    limit: 60,
    nothingFoundMessage: t('codeList.none'),
    filter: ({ options, search }: { options: unknown[]; search: string }) => foundIn(options, search),
  }
  if (operator === 'in') {
    return (
      <MultiSelect
        {...shared}
        comboboxProps={{ withinPortal: false }}
        value={value === '' ? [] : value.split(',')}
        onChange={(codes) => {
          onChange(codes.join(','))
        }}
      />
    )
  }
  return (
    <Select
      {...shared}
      value={value === '' ? null : value}
      onChange={(code) => {
        onChange(code ?? '')
      }}
    />
  )
}

interface Choice {
  value: string
  label: string
}

function foundIn(options: unknown[], search: string): Choice[] {
  const wanted = fold(search.trim())
  return options.filter(isChoice).filter(({ label }) => fold(label).includes(wanted))
}

function isChoice(option: unknown): option is Choice {
  return typeof option === 'object' && option !== null && 'label' in option && 'value' in option
}
