import { useState } from 'react'
import { CloseButton, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { parseTypedDay, typedDay } from '../lib/day.ts'
import { useText } from '../lib/use-text.ts'

interface DayInputProps {
  label: string
  labelHidden?: boolean
  /** What stands in the empty field instead of the form of a day. */
  hint?: string
  clearable?: boolean
  /** ISO day, or '' for none. */
  value: string
  onChange: (day: string) => void
}

/** A day typed as day/month/year; the browser's own field follows the machine's language, not the reader's. */
export function DayInput({ label, labelHidden = false, hint, clearable = false, value, onChange }: DayInputProps) {
  const { t } = useText()
  const [typed, setTyped] = useState(value === '' ? '' : typedDay(value))
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    // The day was chosen elsewhere; what is being typed stays when it means the same day.
    setSeen(value)
    if ((parseTypedDay(typed) ?? '') !== value) setTyped(value === '' ? '' : typedDay(value))
  }
  const wrong = typed.trim() !== '' && parseTypedDay(typed) === null
  return (
    <TextInput
      {...(labelHidden ? { 'aria-label': label } : { label })}
      placeholder={hint === undefined ? t('day.form') : `${hint} (${t('day.form')})`}
      inputMode="numeric"
      leftSection={<IconCalendar size={17} stroke={1.7} />}
      rightSection={
        clearable && typed !== '' ? (
          <CloseButton
            size="sm"
            aria-label={t('action.clear')}
            onClick={() => {
              setTyped('')
              onChange('')
            }}
          />
        ) : null
      }
      error={wrong && typed.trim().length >= 8 ? t('day.wrong') : null}
      value={typed}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        const day = next.trim() === '' ? '' : parseTypedDay(next)
        if (day !== null && day !== value) onChange(day)
      }}
    />
  )
}
