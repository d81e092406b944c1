import { useState } from 'react'
import { Button, Popover } from '@mantine/core'
import { IconFilterPlus, IconX } from '@tabler/icons-react'
import type { Field } from '../../api/types.ts'
import type { CodeNames } from '../../components/value.tsx'
import { useText } from '../../lib/use-text.ts'
import { groupsOf, withCondition, withoutCondition, type Conditions, type Place } from './conditions.ts'
import { FilterForm } from './filter-form.tsx'
import { parseFilter, type Filter } from './filter.ts'
import classes from './record-filters.module.css'

interface RecordFiltersProps {
  fields: Field[]
  codeNames: CodeNames
  conditions: Conditions
  onChange: (conditions: Conditions) => void
}

/** The conditions in force as words one can take away: all of these, at least one of those, none of the others. */
export function RecordFilters(props: RecordFiltersProps) {
  const { t } = useText()
  const { conditions } = props
  const groups = groupsOf(conditions.any)
  return (
    <div className={classes.conditions} role="group" aria-label={t('records.filters')}>
      <Chips {...props} place="all" texts={conditions.all} />
      {groups.map((group) => (
        <div key={group.name} className={classes.group}>
          <span className={classes.joint}>{t('records.anyOf')}</span>
          <Chips {...props} place={{ group: group.name }} texts={group.conditions} />
        </div>
      ))}
      {conditions.none.length > 0 && (
        <div className={classes.group}>
          <span className={classes.joint}>{t('records.noneOf')}</span>
          <Chips {...props} place="none" texts={conditions.none} />
        </div>
      )}
    </div>
  )
}

function Chips({ place, texts, ...props }: RecordFiltersProps & { place: Place; texts: string[] }) {
  return (
    <ul className={classes.chips}>
      {texts.map((text) => (
        <li key={text}>
          <FilterChip
            {...props}
            text={text}
            onRemove={() => {
              props.onChange(withoutCondition(props.conditions, place, text))
            }}
          />
        </li>
      ))}
    </ul>
  )
}

interface FilterChipProps extends Pick<RecordFiltersProps, 'fields' | 'codeNames'> {
  text: string
  onRemove: () => void
}

function FilterChip({ text, fields, codeNames, onRemove }: FilterChipProps) {
  const { t } = useText()
  const sentence = useFilterSentence(fields, codeNames)
  const filter = parseFilter(text)
  const words = filter === null ? text : sentence(filter)
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

function useFilterSentence(fields: Field[], codeNames: CodeNames): (filter: Filter) => string {
  const { t, format, titled } = useText()
  return (filter) => {
    const field = fields.find((each) => each.name === filter.field)
    const title = field === undefined ? filter.field : titled(field)
    if (filter.operator === 'null') return `${title} ${filter.value === 'false' ? t('op.notNull') : t('op.null')}`
    const names = field?.codeList === null ? undefined : codeNames.get(field?.codeList ?? '')
    const shown =
      field?.type === 'date'
        ? format.day(filter.value)
        : field?.type === 'boolean'
          ? t(filter.value === 'true' ? 'value.yes' : 'value.no')
          : filter.value
              .split(filter.operator === 'in' ? ',' : '\0')
              .map((value) => names?.get(value) ?? value)
              .join(', ')
    return `${title} ${t(`op.${filter.operator}`)} ${shown}`
  }
}

/** Adds a condition where its reader wants it. */
export function AddFilter({ fields, codeNames, conditions, onChange }: RecordFiltersProps) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} width={340} position="bottom-start" trapFocus>
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
          codeNames={codeNames}
          conditions={conditions}
          onAdd={(filter, place) => {
            setOpened(false)
            onChange(withCondition(conditions, place, filter))
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
