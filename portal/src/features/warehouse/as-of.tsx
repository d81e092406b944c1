import { useState } from 'react'
import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconHistory, IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Submission } from '../../api/types.ts'
import { DayInput } from '../../components/day-input.tsx'
import { todayHere } from '../../lib/day.ts'
import { useText } from '../../lib/use-text.ts'
import { BalanceSentence } from './balance-sentence.tsx'
import { datasetSubmissionsQuery } from './queries.ts'
import classes from './as-of.module.css'

interface AsOfProps {
  code: string
  /** Number of an update as text; empty for the data in force. */
  asOf: string
  onChange: (asOf: string) => void
}

interface Update {
  number: string
  at: string
  balance: Submission['balance']
  load: Submission['load']
}

/** Updates that changed the dataset, oldest first; the last is what is in force. */
function useUpdates(code: string) {
  const submissions = useInfiniteQuery(datasetSubmissionsQuery(code))
  const items = submissions.data?.pages.flatMap((page) => page.items) ?? []
  const updates = items.flatMap(({ applyNumber, finishedAt, balance, load }): Update[] =>
    applyNumber === null || finishedAt === null ? [] : [{ number: String(applyNumber), at: finishedAt, balance, load }],
  )
  return { updates: updates.toReversed(), submissions }
}

/** Opens the way back in time; nothing to open where there was only one state. */
export function AsOfButton({ code, asOf, onChange }: AsOfProps) {
  const { t } = useText()
  const { updates } = useUpdates(code)
  const before = updates.at(-2)
  if (before === undefined || asOf !== '') return null
  return (
    <Button
      variant="default"
      leftSection={<IconHistory size={17} stroke={1.8} />}
      onClick={() => {
        onChange(before.number)
      }}
    >
      {t('records.asOf')}
    </Button>
  )
}

/** The states of the dataset as a line in time, to move along by pointer, arrow keys or a day. */
export function AsOfSlider({ code, asOf, onChange }: AsOfProps) {
  const { t } = useText()
  const { updates, submissions } = useUpdates(code)
  if (asOf === '') return null
  return (
    <section className={classes.panel} aria-label={t('records.asOf')}>
      <header className={classes.head}>
        <h2>{t('records.asOf')}</h2>
        <ToDay updates={updates} onChange={onChange} />
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => {
            onChange('')
          }}
        >
          {t('records.asOfBack')}
        </Button>
      </header>
      {updates.length > 0 && <Line updates={updates} asOf={asOf} onChange={onChange} />}
      {submissions.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-md"
          loading={submissions.isFetchingNextPage}
          onClick={() => void submissions.fetchNextPage()}
        >
          {t('records.asOfOlder')}
        </Button>
      )}
    </section>
  )
}

interface LineProps {
  updates: Update[]
  asOf: string
  onChange: (asOf: string) => void
}

/** Where the thumb is: the chosen state, or where it is being dragged to. */
function usePlace(updates: Update[], asOf: string): [number, (place: number) => void] {
  const chosen = updates.findIndex(({ number }) => number === asOf)
  const [place, setPlace] = useState(Math.max(chosen, 0))
  const [seen, setSeen] = useState(`${asOf} ${String(updates.length)}`)
  if (seen !== `${asOf} ${String(updates.length)}`) {
    // Chosen elsewhere, or older states were added in front.
    setSeen(`${asOf} ${String(updates.length)}`)
    setPlace(Math.max(chosen, 0))
  }
  return [place, setPlace]
}

function Line({ updates, asOf, onChange }: LineProps) {
  const { t, format } = useText()
  const [place, setPlace] = usePlace(updates, asOf)
  const last = updates.length - 1
  const update = updates[place]
  const words = update ? t('records.asOfUpdate', { number: update.number, at: format.instant(update.at) }) : asOf
  function go(to: number): void {
    setPlace(to)
    const next = updates[to]
    if (next !== undefined && next.number !== asOf) onChange(next.number)
  }
  return (
    <>
      <div className={classes.line}>
        <Step
          label={t('records.asOfEarlier')}
          icon={IconChevronLeft}
          disabled={place <= 0}
          onStep={() => {
            go(place - 1)
          }}
        />
        <input
          type="range"
          className={classes.range}
          min={0}
          max={last}
          step={1}
          value={place}
          aria-label={t('records.asOf')}
          aria-valuetext={words}
          onChange={(event) => {
            setPlace(Number(event.currentTarget.value))
          }}
          onPointerUp={() => {
            go(place)
          }}
          onKeyUp={() => {
            go(place)
          }}
          list="kho-updates"
        />
        <datalist id="kho-updates">
          {updates.map((each, index) => (
            <option key={each.number} value={index} />
          ))}
        </datalist>
        <Step
          label={t('records.asOfLater')}
          icon={IconChevronRight}
          disabled={place >= last}
          onStep={() => {
            go(place + 1)
          }}
        />
      </div>
      <Said updates={updates} place={place} words={words} />
    </>
  )
}

/** The ends of the line, and what stands at the thumb. */
function Said({ updates, place, words }: { updates: Update[]; place: number; words: string }) {
  const { t, format } = useText()
  const first = updates[0]
  const last = updates.at(-1)
  const update = updates[place]
  return (
    <>
      <p className={classes.ends} aria-hidden>
        <span>{first && format.dayOf(first.at)}</span>
        <span>{last && format.dayOf(last.at)}</span>
      </p>
      <p className={classes.now} aria-live="polite">
        <strong>{words}</strong>
        {update === last && <> · {t('records.asOfNow')}</>}
        {update?.balance && (
          <span className={classes.change}>
            <BalanceSentence balance={update.balance} load={update.load} />
          </span>
        )}
      </p>
    </>
  )
}

interface StepProps {
  label: string
  icon: typeof IconChevronLeft
  disabled: boolean
  onStep: () => void
}

function Step({ label, icon: Glyph, disabled, onStep }: StepProps) {
  return (
    <ActionIcon variant="default" size={32} aria-label={label} title={label} disabled={disabled} onClick={onStep}>
      <Glyph size={18} />
    </ActionIcon>
  )
}

/** The state at the end of a day: the last update that came by then. */
function ToDay({ updates, onChange }: Pick<LineProps, 'updates' | 'onChange'>) {
  const { t } = useText()
  return (
    <div className={classes.day}>
      <span aria-hidden>{t('records.asOfDay')}</span>
      <DayInput
        label={t('records.asOfDay')}
        labelHidden
        value=""
        onChange={(day) => {
          const update = updates.findLast(({ at }) => todayHere(Date.parse(at)) <= day)
          if (update !== undefined) onChange(update.number)
        }}
      />
    </div>
  )
}
