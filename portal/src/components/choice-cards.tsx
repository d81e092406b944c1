import { useId } from 'react'
import classes from './choice-cards.module.css'

interface Choice<Value extends string> {
  value: Value
  title: string
  text: string
}

interface ChoiceCardsProps<Value extends string> {
  label: string
  choices: readonly Choice<Value>[]
  value: Value
  /** For short ones, which stand beside each other. */
  beside?: boolean
  onChoose: (value: Value) => void
}

/** One of a few ways, each with what it means in a sentence. */
export function ChoiceCards<Value extends string>({
  label,
  choices,
  value,
  beside = false,
  onChoose,
}: ChoiceCardsProps<Value>) {
  const name = useId()
  return (
    <fieldset className={classes.set} data-beside={beside || undefined}>
      <legend className={classes.legend}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.card} data-chosen={choice.value === value || undefined}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            className={classes.input}
            onChange={() => {
              onChoose(choice.value)
            }}
          />
          <span className={classes.title}>{choice.title}</span>
          <span className={classes.text}>{choice.text}</span>
        </label>
      ))}
    </fieldset>
  )
}
