import { useQuery } from '@tanstack/react-query'
import type { Act, ActEffect } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { unitHistoryQuery } from '../unit/queries.ts'
import type { Scheme } from './step-draft.ts'
import classes from './effect-list.module.css'

interface Held {
  readonly scheme: Scheme
  readonly value: string
}

interface Remit {
  readonly text: string
  readonly citation: string | null
}

interface NewUnit {
  readonly identifiers: readonly Held[]
  readonly functions: readonly Remit[]
}

/** A step as an act keeps it: units that steps make have their ids. */
export type KeptStep =
  | { readonly step: 'create'; readonly unit: string; readonly facts: NewUnit }
  | { readonly step: 'identify'; readonly unit: string; readonly begin: readonly Held[]; readonly end: readonly Held[] }
  | { readonly step: 'remit'; readonly unit: string; readonly begin: readonly Remit[]; readonly end: readonly string[] }
  | { readonly step: 'rename' | 'move' | 'merge' | 'split' | 'dissolve' }

export function stepsOf({ steps }: Act): readonly KeptStep[] {
  return steps as KeptStep[]
}

interface StepDetailsProps {
  unit: ActEffect['units'][number]
  steps: readonly KeptStep[]
}

/** Identifiers and functions that a step gives to a unit or takes from it. */
export function StepDetails({ unit: { id, becomes }, steps }: StepDetailsProps) {
  const { t } = useText()
  if (becomes !== 'created' && becomes !== 'identified' && becomes !== 'remitted') return null
  const wanted = { created: 'create', identified: 'identify', remitted: 'remit' }[becomes]
  const own = steps.filter((step) => step.step === wanted && 'unit' in step && step.unit === id)
  const held = ({ scheme, value }: Held) => `${value} (${t(`identifierScheme.${scheme}`)})`
  const remit = ({ text, citation }: Remit) => (citation === null ? text : `${text} (${citation})`)
  const codes = own.flatMap((step) => (step.step === 'create' ? step.facts.identifiers : begunCodes(step)))
  const closed = own.flatMap((step) => (step.step === 'identify' ? step.end : []))
  const functions = own.flatMap((step) => (step.step === 'create' ? step.facts.functions : begunFunctions(step)))
  const ended = own.flatMap((step) => (step.step === 'remit' ? step.end : []))
  return (
    <>
      <Detail label={t('act.codesBegin')} items={codes.map(held)} />
      <Detail label={t('act.codesEnd')} items={closed.map(held)} />
      <Detail label={t('act.functionsBegin')} items={functions.map(remit)} />
      {ended.length > 0 && <EndedFunctions unit={id} ids={ended} />}
    </>
  )
}

function begunCodes(step: KeptStep): readonly Held[] {
  return step.step === 'identify' ? step.begin : []
}

function begunFunctions(step: KeptStep): readonly Remit[] {
  return step.step === 'remit' ? step.begin : []
}

function EndedFunctions({ unit, ids }: { unit: string; ids: readonly string[] }) {
  const { t } = useText()
  const history = useQuery(unitHistoryQuery(unit))
  const items = (history.data?.functions ?? []).filter(({ id }) => ids.includes(id)).map(({ text }) => text)
  return <Detail label={t('act.functionsEnd')} items={items} />
}

function Detail({ label, items }: { label: string; items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <p className={classes.detail}>
      {label} {items.join('; ')}
    </p>
  )
}
