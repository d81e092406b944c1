import { useState, type ReactNode } from 'react'
import { CloseButton, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { isDay, parseTypedDay, typedDay } from '../lib/day.ts'
import { useText } from '../lib/use-text.ts'

interface DayInputProps {
  label: string
  labelHidden?: boolean
  /** What stands in the empty field instead of the form of a day. */
  hint?: string
  clearable?: boolean
  /** What is no day is handed on as it was typed, so that no form goes off without it, or with the day from before. */
  strict?: boolean
  error?: ReactNode
  /** ISO day, or '' for none; where it is strict, what is no day yet. */
  value: string
  onChange: (day: string) => void
}

/** A day typed as day/month/year; the browser's own field follows the machine's language, not the reader's. */
export function DayInput({ label, labelHidden = false, clearable = false, value, onChange, ...props }: DayInputProps) {
  const { t } = useText()
  const { hint, strict = false, error } = props
  const [typed, setTyped] = useState(typedDay(value))
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    // The day was chosen elsewhere; what is being typed stays when it means the same day.
    setSeen(value)
    if ((dayTyped(typed, strict) ?? '') !== value) setTyped(typedDay(value))
  }
  const clear = (
    <CloseButton
      size="sm"
      aria-label={t('action.clear')}
      onClick={() => {
        setTyped('')
        onChange('')
      }}
    />
  )
  const wrong = typed.trim() !== '' && !isDay(typed)
  return (
    <TextInput
      {...(labelHidden ? { 'aria-label': label } : { label })}
      placeholder={hint === undefined ? t('day.form') : `${hint} (${t('day.form')})`}
      inputMode="numeric"
      leftSection={<IconCalendar size={17} stroke={1.7} />}
      rightSection={clearable && typed !== '' ? clear : null}
      error={wrong && typed.trim().length >= 8 ? t('day.wrong') : error}
      value={typed}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        const day = dayTyped(next, strict)
        if (day !== null && day !== value) onChange(day)
      }}
    />
  )
}

/** Null while it is no day, or what was typed where that is wanted. */
function dayTyped(text: string, strict: boolean): string | null {
  const typed = text.trim()
  if (typed === '') return ''
  return parseTypedDay(typed) ?? (strict ? typed : null)
}
