import { Select } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import type { Fault } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'

export interface FaultChoice {
  rule: string
  field: string | null
}

interface FaultFilterProps {
  faults: readonly Fault[]
  chosen: FaultChoice | null
  onChoose: (choice: FaultChoice | null) => void
}

/** Shows the rows of one group of faults, or all. */
export function FaultFilter({ faults, chosen, onChoose }: FaultFilterProps) {
  const { t, word, format } = useText()
  const options = faults.map((fault) => {
    const what = { rule: word('ruleName', fault.rule), count: format.number(fault.count) }
    const label =
      fault.field === null
        ? t('mend.filterRows', what)
        : t('mend.filterField', { ...what, field: fault.fieldTitle ?? fault.field })
    return { value: keyOf(fault), label }
  })
  return (
    <Select
      aria-label={t('mend.filter')}
      leftSection={<IconFilter size={17} stroke={1.8} />}
      clearable
      clearButtonProps={{ 'aria-label': t('action.clear') }}
      placeholder={t('mend.allFaults')}
      data={options}
      value={chosen === null ? null : keyOf(chosen)}
      onChange={(value) => {
        onChoose(faults.find((fault) => keyOf(fault) === value) ?? null)
      }}
    />
  )
}

function keyOf({ rule, field }: FaultChoice): string {
  return `${rule} ${field ?? ''}`
}
