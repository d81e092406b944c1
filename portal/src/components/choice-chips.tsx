import { useText } from '../lib/use-text.ts'
import classes from './choice-chips.module.css'

interface ChoiceChipsProps {
  label: string
  /** What it says when nothing is left out. */
  all: string
  choices: { value: string; label: string; count: number }[]
  /** '' for all. */
  value: string
  onChange: (value: string) => void
}

/** One choice among a few, each with how much is behind it; what is empty cannot be chosen. */
export function ChoiceChips({ label, all, choices, value, onChange }: ChoiceChipsProps) {
  const { format } = useText()
  return (
    <div role="group" aria-label={label} className={classes.chips}>
      <button
        type="button"
        className={classes.chip}
        aria-pressed={value === ''}
        onClick={() => {
          onChange('')
        }}
      >
        {all}
      </button>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={classes.chip}
          aria-pressed={value === choice.value}
          disabled={choice.count === 0 && value !== choice.value}
          onClick={() => {
            onChange(choice.value)
          }}
        >
          {choice.label} <span className={classes.count}>{format.number(choice.count)}</span>
        </button>
      ))}
    </div>
  )
}
