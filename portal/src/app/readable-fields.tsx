import { IconTableOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Dataset, Decision, Field, ReadableField } from '../api/types.ts'
import { Empty } from '../components/empty.tsx'
import { ReadGate } from '../features/access/read-gate.tsx'
import { useText } from '../lib/use-text.ts'
import { fieldTitles } from './field-titles.ts'

interface ReadableFieldsProps {
  dataset: Dataset
  purpose: string
  skeleton: ReactNode
  onPurpose: (purpose: string) => void
  children: (fields: ReadableField[]) => ReactNode
}

/** What needs the fields of a dataset that its reader may read; without a structure or a right it says so instead. */
export function ReadableFields({ dataset, purpose, skeleton, onPurpose, children }: ReadableFieldsProps) {
  const { t, language } = useText()
  const fields = dataset.structure?.fields
  if (fields === undefined) {
    return (
      <Empty icon={IconTableOff} title={t('structure.none')}>
        {t('structure.noneHelp')}
      </Empty>
    )
  }
  return (
    <ReadGate
      dataset={dataset.code}
      purpose={purpose}
      titles={fieldTitles(dataset, language)}
      skeleton={skeleton}
      onPurpose={onPurpose}
    >
      {(decision) => children(readable(fields, decision))}
    </ReadGate>
  )
}

/** What is shown in place of a value is a text, or a point for a place; no list of codes explains it. */
function readable(fields: Field[], decision: Decision): ReadableField[] {
  const masked = new Set(decision.masks.map(({ field }) => field))
  return fields
    .filter(({ name }) => decision.fields.includes(name))
    .map((field) => {
      if (!masked.has(field.name)) return { ...field, masked: false }
      const isPlace = decision.masks.some(({ field: name, mask }) => name === field.name && mask === 'area')
      return { ...field, masked: true, codeList: null, type: isPlace ? field.type : ('text' as const) }
    })
}
