import { IconTableOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Dataset, Field } from '../api/types.ts'
import { Empty } from '../components/empty.tsx'
import { ReadGate } from '../features/access/read-gate.tsx'
import { useText } from '../lib/use-text.ts'
import { fieldTitles } from './field-titles.ts'

interface ReadableFieldsProps {
  dataset: Dataset
  purpose: string
  skeleton: ReactNode
  onPurpose: (purpose: string) => void
  children: (fields: Field[]) => ReactNode
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
      {(decision) => children(fields.filter((field) => decision.fields.includes(field.name)))}
    </ReadGate>
  )
}
