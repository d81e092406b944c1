import { MultiSelect, TagsInput } from '@mantine/core'
import type { Field } from '../../../api/types.ts'
import type { CodeNames } from '../../../components/value.tsx'
import { useText } from '../../../lib/use-text.ts'
import { isScopeField, type Draft } from './draft.ts'
import classes from './grant.module.css'

interface RowChoicesProps {
  fields: readonly Field[]
  codeNames: CodeNames
  rows: Draft['rows']
  faults: ReadonlyMap<string, string>
  onChange: (rows: Draft['rows']) => void
}

/** Which rows: for the ward and each field with a code list the values that are wanted; all where none is chosen. */
export function RowChoices({ fields, codeNames, rows, faults, onChange }: RowChoicesProps) {
  const { t, titled } = useText()
  const scoped = fields.filter(isScopeField)
  if (scoped.length === 0) return <p>{t('ask.noScope')}</p>
  return (
    <div className={classes.choices}>
      {scoped.map((field) => {
        const names = codeNames.get(field.codeList ?? '')
        const values = rows[field.name] ?? []
        const given = {
          label: titled(field),
          error: faults.get(field.name),
          value: values,
          placeholder: values.length === 0 ? t('ask.anyValue') : '',
          onChange: (next: string[]) => {
            onChange({ ...rows, [field.name]: next })
          },
        }
        if (names === undefined || names.size === 0) return <TagsInput key={field.name} {...given} />
        return (
          <MultiSelect
            key={field.name}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('action.clear') }}
            limit={60}
            nothingFoundMessage={t('ask.noValue')}
            data={[...names].map(([code, name]) => ({ value: code, label: `${name} (${code})` }))}
            {...given}
          />
        )
      })}
    </div>
  )
}
