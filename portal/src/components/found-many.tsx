import { MultiSelect } from '@mantine/core'
import { useText } from '../lib/use-text.ts'

interface FoundManyProps {
  label: string
  /** What there is to choose from; undefined while it is not known. */
  choices: { value: string; label: string }[] | undefined
  /** Whether it could not be asked for. */
  failed: boolean
  /** What to say when nothing of it fits. */
  none: string
  value: readonly string[]
  onChange: (values: string[]) => void
}

/** Chooses some of what was asked for, by its words; says so while that is under way or has failed. */
export function FoundMany({ label, choices, failed, none, value, onChange }: FoundManyProps) {
  const { t } = useText()
  return (
    <MultiSelect
      label={label}
      searchable
      limit={50}
      error={failed ? t('app.loadFailed') : undefined}
      nothingFoundMessage={choices === undefined ? t('app.loading') : none}
      data={choices ?? []}
      value={[...value]}
      onChange={onChange}
    />
  )
}
