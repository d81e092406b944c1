import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, Menu, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { Act } from '../../../api/types.ts'
import { DayInput } from '../../../components/day-input.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { isDay, todayHere } from '../../../lib/day.ts'
import { useNow } from '../../../lib/use-now.ts'
import { useText } from '../../../lib/use-text.ts'
import { bodyOf, emptyDraft, forgetDraft, isWhole, keepDraft, keptDraft } from './act-draft.ts'
import type { ActDraft } from './act-draft.ts'
import classes from './act-form.module.css'
import { prepareAct } from './queries.ts'
import { newDraft, stepKinds } from './step-draft.ts'
import type { StepDraft } from './step-draft.ts'
import { StepForm } from './step-form.tsx'
import type { StepFormProps } from './step-form.tsx'

interface InstrumentInput {
  label: string
  error: string | undefined
  value: string
  onChange: (id: string) => void
}

interface ActFormProps extends Pick<StepFormProps, 'datasetField'> {
  /** Where the instrument is chosen, which another module knows. */
  instrumentField: (input: InstrumentInput) => ReactNode
  onPrepared: (act: Pick<Act, 'id'>) => void
}

/** Writes an act step by step; preparing it changes nothing yet and shows all it would do. */
export function ActForm({ instrumentField, datasetField, onPrepared }: ActFormProps) {
  const { t } = useText()
  const today = todayHere(useNow())
  const [draft, setDraft] = useState(() => keptDraft() ?? emptyDraft(today))
  const { form, checked, check, uncheck } = useCheck()
  const prepare = useMutation({
    mutationFn: prepareAct,
    onSuccess: (act) => {
      forgetDraft()
      onPrepared(act)
    },
  })
  const stepName = (field: string) => {
    const place = /^steps\[(\d+)\]/.exec(field)?.[1]
    return place === undefined ? '' : t('act.stepNumber', { number: Number(place) + 1 })
  }
  const change = (next: ActDraft) => {
    setDraft(next)
    keepDraft(next)
  }
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        check()
        if (isWhole(draft)) prepare.mutate(bodyOf(draft))
      }}
    >
      <Head draft={draft} checked={checked} onChange={change} instrumentField={instrumentField} />
      <Steps draft={draft} checked={checked} onChange={change} datasetField={datasetField} />
      {prepare.isError && <ProblemView problem={toProblem(prepare.error)} fieldName={stepName} />}
      <div className={classes.buttons}>
        <AddStep
          onAdd={(step) => {
            uncheck()
            change({ ...draft, steps: [...draft.steps, step] })
          }}
        />
        <Button type="submit" loading={prepare.isPending} disabled={draft.steps.length === 0}>
          {t('act.prepare')}
        </Button>
      </div>
    </form>
  )
}

/** After a try that lacked something the first field in question has the focus. */
function useCheck() {
  const form = useRef<HTMLFormElement>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [tries])
  const check = () => {
    setTries((before) => before + 1)
  }
  const uncheck = () => {
    setTries(0)
  }
  return { form, checked: tries > 0, check, uncheck }
}

interface PartProps {
  draft: ActDraft
  checked: boolean
  onChange: (draft: ActDraft) => void
}

function Head({ draft, checked, onChange, instrumentField }: PartProps & Pick<ActFormProps, 'instrumentField'>) {
  const { t } = useText()
  const missing = (value: string) => (checked && value.trim() === '' ? t('actMissing.head') : undefined)
  return (
    <>
      <TextInput
        label={t('act.about')}
        description={t('act.aboutHelp')}
        maxLength={300}
        error={missing(draft.title)}
        value={draft.title}
        onChange={(event) => {
          onChange({ ...draft, title: event.currentTarget.value })
        }}
      />
      {instrumentField({
        label: t('act.instrument'),
        error: missing(draft.instrument),
        value: draft.instrument,
        onChange: (instrument) => {
          onChange({ ...draft, instrument })
        },
      })}
      <DayInput
        strict
        label={t('act.effectiveOn')}
        error={missing(isDay(draft.effectiveOn) ? draft.effectiveOn : '')}
        value={draft.effectiveOn}
        onChange={(effectiveOn) => {
          onChange({ ...draft, effectiveOn })
        }}
      />
    </>
  )
}

function Steps({ draft, checked, onChange, datasetField }: PartProps & Pick<ActFormProps, 'datasetField'>) {
  const made = draft.steps
    .filter(({ kind, name }) => kind === 'create' && name.trim() !== '')
    .map(({ key, name }) => ({ value: key, label: name }))
  return draft.steps.map((step, place) => (
    <StepForm
      key={step.key}
      draft={step}
      number={place + 1}
      made={made}
      checked={checked}
      datasetField={datasetField}
      onChange={(next) => {
        onChange({ ...draft, steps: draft.steps.map((each) => (each.key === step.key ? next : each)) })
      }}
      onRemove={() => {
        onChange({ ...draft, steps: draft.steps.filter(({ key }) => key !== step.key) })
      }}
    />
  ))
}

function AddStep({ onAdd }: { onAdd: (step: StepDraft) => void }) {
  const { t } = useText()
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={17} />}>
          {t('act.addStep')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stepKinds.map((kind) => (
          <Menu.Item
            key={kind}
            onClick={() => {
              onAdd(newDraft(kind, crypto.randomUUID()))
            }}
          >
            {t(`stepKind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
