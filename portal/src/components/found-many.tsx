import { useState } from 'react'
import { Button, MultiSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { toProblem } from '../api/problem.ts'
import { useText } from '../lib/use-text.ts'
import { matching } from '../lib/matching.ts'
import type { Choice } from '../lib/matching.ts'
import classes from './found-many.module.css'
import { ProblemView } from './problem-view.tsx'

interface FoundManyProps {
  label: string
  words: string
  onWords: (words: string) => void
  /** What fits the words, as much of it as is offered at once; undefined while it is not known. */
  choices: Choice[] | undefined
  /** Whether it could not be asked for. */
  failed: boolean
  /** What to say when nothing of it fits. */
  none: string
  /** Asks for everything that fits words: those of the field are gone as soon as something of it is chosen. */
  findAll: (words: string) => Promise<Choice[]>
  value: readonly string[]
  onChange: (values: string[]) => void
}

/** So many of what was chosen are shown one by one; thousands would be no use to anybody. */
const mostShown = 20
/** The choice that stands for all that fits; a button beside the field would be reached only after its words are gone. */
const everything = '*'

/** Chooses some of very many by their words: one by one, or all that fit. */
export function FoundMany({ choices = [], value, onChange, ...props }: FoundManyProps) {
  const { t } = useText()
  const [known, setKnown] = useState<readonly Choice[]>([])
  const shown = value.slice(-mostShown)
  const hidden = value.slice(0, value.length - shown.length)
  const left = choices.filter((each) => !hidden.includes(each.value))
  const offered = new Set(left.map((each) => each.value))
  const learn = (found: readonly Choice[]) => {
    const newly = new Set(found.map((each) => each.value))
    setKnown([...known.filter((each) => !newly.has(each.value)), ...found])
  }
  const words = props.words.trim()
  const whole =
    words !== '' && choices.length > 1
      ? [{ value: everything, label: t('action.chooseAllFound', { words }), words }]
      : []
  const all = useMutation({
    mutationFn: props.findAll,
    onSuccess: (found) => {
      learn(found)
      onChange([...new Set([...value, ...found.map((each) => each.value)])])
    },
  })
  return (
    <div className={classes.field}>
      <MultiSelect
        label={props.label}
        searchable
        hidePickedOptions
        // The list asked for last is narrowed at once; what else fits comes with the next.
        filter={matching}
        searchValue={props.words}
        onSearchChange={props.onWords}
        error={props.failed ? t('app.loadFailed') : undefined}
        nothingFoundMessage={props.none}
        data={[...left, ...known.filter((each) => shown.includes(each.value) && !offered.has(each.value)), ...whole]}
        value={shown}
        onChange={(next) => {
          if (next.includes(everything)) {
            all.mutate(props.words)
            return
          }
          learn(choices.filter((each) => next.includes(each.value)))
          onChange([...hidden, ...next])
        }}
      />
      {all.isError && <ProblemView problem={toProblem(all.error)} />}
      <ChosenLine
        count={value.length}
        pending={all.isPending}
        onNone={() => {
          onChange([])
        }}
      />
    </div>
  )
}

interface ChosenLineProps {
  count: number
  /** Whether more are being asked for. */
  pending: boolean
  onNone: () => void
}

/** How many are chosen; all of them are let go at once. */
function ChosenLine({ count, pending, onNone }: ChosenLineProps) {
  const { t } = useText()
  return (
    <div className={classes.line}>
      <span aria-live="polite">{pending ? t('app.loading') : count > 0 && t('action.chosen', { count })}</span>
      {count > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={onNone}>
          {t('action.chooseNone')}
        </Button>
      )}
    </div>
  )
}
