import { useState } from 'react'
import { Button, MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, type QueryKey, type UseQueryOptions } from '@tanstack/react-query'
import { toProblem } from '../api/problem.ts'
import { useText } from '../lib/use-text.ts'
import { matching } from '../lib/matching.ts'
import type { Choice } from '../lib/matching.ts'
import classes from './found-many.module.css'
import { ProblemView } from './problem-view.tsx'

interface Items {
  readonly items: readonly unknown[]
}

/** Where what is chosen from is found, by words. */
interface Source<Page extends Items, Key extends QueryKey> {
  /** Asks for what fits, as much of it as is offered at once. */
  listOf: (words: string) => UseQueryOptions<Page, Error, Page, Key>
  /** Asks for everything that fits. */
  findAll: (words: string) => Promise<Page['items']>
  choiceOf: (item: Page['items'][number]) => Choice
  /** Values that are not offered. */
  taken: readonly string[]
}

interface FoundManyProps<Page extends Items, Key extends QueryKey> extends Source<Page, Key> {
  label: string
  /** What to say when nothing of it fits. */
  none: string
  value: readonly string[]
  onChange: (values: string[]) => void
}

/** So many of what was chosen are shown one by one; thousands would be no use to anybody. */
const mostShown = 20
/** The choice that stands for all that fits; a button beside the field would be reached only after its words are gone. */
const everything = '*'

/** Chooses some of very many, found on the server by their words: one by one, or all that fit. */
export function FoundMany<Page extends Items, Key extends QueryKey>(props: FoundManyProps<Page, Key>) {
  const { label, none, value, onChange } = props
  const { t } = useText()
  const { choices, findAll, ...found } = useFound(props)
  const [known, setKnown] = useState<readonly Choice[]>([])
  const shown = value.slice(-mostShown)
  const hidden = value.slice(0, value.length - shown.length)
  const left = choices.filter((each) => !hidden.includes(each.value))
  const offered = new Set(left.map((each) => each.value))
  const learn = (newly: readonly Choice[]) => {
    const values = new Set(newly.map((each) => each.value))
    setKnown([...known.filter((each) => !values.has(each.value)), ...newly])
  }
  const words = found.words.trim()
  const whole =
    words !== '' && choices.length > 1
      ? [{ value: everything, label: t('action.chooseAllFound', { words }), words }]
      : []
  const all = useMutation({
    mutationFn: findAll,
    onSuccess: (newly) => {
      learn(newly)
      onChange([...new Set([...value, ...newly.map((each) => each.value)])])
    },
  })
  return (
    <div className={classes.field}>
      <MultiSelect
        label={label}
        searchable
        hidePickedOptions
        // The list asked for last is narrowed at once; what else fits comes with the next.
        filter={matching}
        searchValue={found.words}
        onSearchChange={found.onWords}
        error={found.hasFailed ? t('app.loadFailed') : undefined}
        nothingFoundMessage={found.isComing ? t('app.loading') : none}
        data={[...left, ...known.filter((each) => shown.includes(each.value) && !offered.has(each.value)), ...whole]}
        value={shown}
        onChange={(next) => {
          if (next.includes(everything)) {
            all.mutate(found.words)
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

/** The words typed, and what fits them: those of the field are gone as soon as something of it is chosen. */
function useFound<Page extends Items, Key extends QueryKey>(source: Source<Page, Key>) {
  const [words, onWords] = useState('')
  const [asked] = useDebouncedValue(words, 250)
  const list = useQuery(source.listOf(asked))
  const taken = new Set(source.taken)
  const offer = (items: Page['items']) =>
    items.map((each) => source.choiceOf(each)).filter(({ value }) => !taken.has(value))
  return {
    words,
    onWords,
    choices: offer(list.data?.items ?? []),
    isComing: list.isFetching || asked !== words,
    hasFailed: list.isError,
    findAll: async (sought: string) => offer(await source.findAll(sought)),
  }
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
