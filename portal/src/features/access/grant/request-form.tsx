import { useState, type ReactNode, type SubmitEvent } from 'react'
import { Button, Checkbox, NumberInput, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Field, Problem, Purpose } from '../../../api/types.ts'
import { DayInput } from '../../../components/day-input.tsx'
import { Section } from '../../../components/page.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import type { CodeNames } from '../../../components/value.tsx'
import { isDay } from '../../../lib/day.ts'
import { useText, type Text } from '../../../lib/use-text.ts'
import { PurposeSelect } from '../purpose-field.tsx'
import { decisionQuery } from '../queries.ts'
import { channels, fitTo, type Channel, type Draft } from './draft.ts'
import { FieldChoices } from './field-choices.tsx'
import { RowChoices } from './row-choices.tsx'
import classes from './grant.module.css'

interface RequestFormProps {
  dataset: string
  fields: readonly Field[]
  codeNames: CodeNames
  purposes: readonly Purpose[]
  initial: Draft
  /** A grant is for one purpose for good: an amendment does not change it. */
  fixedPurpose: boolean
  pending: boolean
  problem: Problem | null
  onSend: (draft: Draft) => void
}

/** What is asked for, from the purpose to the reasons; what the server finds wrong stands beside its field. */
export function RequestForm({ initial, pending, problem, onSend, ...about }: RequestFormProps) {
  const text = useText()
  const { t, titled } = text
  const { fields } = about
  const [draft, setDraft] = useState(initial)
  const [tried, setTried] = useState(false)
  const missing = tried ? missingIn(draft, text) : {}
  const change = (next: Partial<Draft>) => {
    setDraft({ ...draft, ...next })
  }
  const part = { draft, missing, onChange: change }
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (Object.keys(missingIn(draft, text)).length === 0) onSend(draft)
  }
  return (
    <form noValidate onSubmit={submit}>
      <Extent {...about} {...part} faults={new Map(problem?.errors?.map(({ field, message }) => [field, message]))} />
      <Part title={t('ask.use')} help={t('ask.useHelp', { keys: keyTitles(fields, titled) })}>
        <Use {...part} />
      </Part>
      <Part title={t('ask.why')}>
        <Why {...part} />
      </Part>
      {problem !== null && (
        <ProblemView
          problem={problem}
          fieldName={(name) => {
            const field = fields.find((each) => each.name === name)
            return field === undefined ? name : `${titled(field)}:`
          }}
        />
      )}
      <div className={classes.bar}>
        <Button type="submit" size="md" loading={pending}>
          {t('ask.send')}
        </Button>
      </div>
    </form>
  )
}

type ExtentProps = DraftPartProps &
  Pick<RequestFormProps, 'dataset' | 'fields' | 'codeNames' | 'purposes' | 'fixedPurpose'> & {
    faults: ReadonlyMap<string, string>
  }

/** What for, which fields, which rows. */
function Extent({ draft, missing, onChange, faults, ...about }: ExtentProps) {
  const { t } = useText()
  const { dataset, fields, codeNames, purposes, fixedPurpose } = about
  const showsFor = (purpose: string) => purposes.find(({ code }) => code === purpose)?.shows ?? 'none'
  const decision = useQuery(decisionQuery(dataset, 'read', draft.purpose)).data
  return (
    <>
      <Part title={t('ask.purpose')} help={t('ask.purposeHelp')} fault={missing.purpose}>
        <PurposeSelect
          disabled={fixedPurpose}
          code={draft.purpose}
          onChange={(purpose) => {
            onChange({ purpose, shown: fitTo(draft.shown, fields, showsFor(purpose)) })
          }}
        />
      </Part>
      <Part title={t('ask.fields')} help={t('ask.fieldsHelp')} fault={missing.shown}>
        <FieldChoices
          {...{ fields, faults }}
          shows={showsFor(draft.purpose)}
          readable={decision?.allow === true ? decision.fields : []}
          shown={draft.shown}
          onChange={(shown) => {
            onChange({ shown })
          }}
        />
      </Part>
      <Part title={t('ask.rows')} help={t('ask.rowsHelp')}>
        <RowChoices
          {...{ fields, codeNames, faults }}
          rows={draft.rows}
          onChange={(rows) => {
            onChange({ rows })
          }}
        />
      </Part>
    </>
  )
}

type Missing = Partial<Record<keyof Draft, string>>

/** What has to be filled in still. */
function missingIn(draft: Draft, { t }: Text): Missing {
  const rows = Number(draft.rowsPerDay)
  return {
    ...(draft.purpose === '' && { purpose: t('ask.missing.purpose') }),
    ...(Object.keys(draft.shown).length === 0 && { shown: t('ask.missing.fields') }),
    ...(draft.channels.length === 0 && { channels: t('ask.missing.channels') }),
    ...((!Number.isInteger(rows) || rows < 1) && { rowsPerDay: t('ask.missing.rowsPerDay') }),
    ...(!isDay(draft.lastDay) && { lastDay: t(draft.lastDay === '' ? 'law.missing' : 'day.wrong') }),
    ...(draft.legalBasis.trim() === '' && { legalBasis: t('law.missing') }),
    ...(draft.reasons.trim() === '' && { reasons: t('law.missing') }),
  }
}

const keyTitles = (fields: readonly Field[], titled: Text['titled']) =>
  fields
    .filter(({ key }) => key)
    .map((field) => titled(field))
    .join(', ')

function Part({
  title,
  help,
  fault,
  children,
}: {
  title: string
  help?: string
  fault?: string | undefined
  children: ReactNode
}) {
  return (
    <Section title={title} {...(help !== undefined && { help })}>
      {children}
      {fault !== undefined && (
        <p role="alert" className={classes.fault}>
          {fault}
        </p>
      )}
    </Section>
  )
}

interface DraftPartProps {
  draft: Draft
  missing: Missing
  onChange: (next: Partial<Draft>) => void
}

function Use({ draft, missing, onChange }: DraftPartProps) {
  const { t } = useText()
  return (
    <div className={classes.choices}>
      <Checkbox.Group
        label={t('grants.channels')}
        error={missing.channels}
        value={draft.channels}
        onChange={(chosen) => {
          onChange({ channels: channels.filter((each): each is Channel => chosen.includes(each)) })
        }}
      >
        <div className={classes.radios}>
          {channels.map((channel) => (
            <Checkbox key={channel} value={channel} label={t(`grants.channel.${channel}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.choices}>
        <NumberInput
          label={t('grants.rowsPerDay')}
          min={1}
          max={100_000_000}
          allowDecimal={false}
          hideControls
          error={missing.rowsPerDay}
          value={draft.rowsPerDay}
          onChange={(rowsPerDay) => {
            onChange({ rowsPerDay })
          }}
        />
        <DayInput
          strict
          label={t('ask.lastDay')}
          error={missing.lastDay}
          value={draft.lastDay}
          onChange={(lastDay) => {
            onChange({ lastDay })
          }}
        />
      </div>
    </div>
  )
}

function Why({ draft, missing, onChange }: DraftPartProps) {
  const { t } = useText()
  return (
    <div className={classes.words}>
      {(['legalBasis', 'reasons'] as const).map((name) => (
        <Textarea
          key={name}
          autosize
          minRows={2}
          maxLength={4000}
          label={t(`grantRequests.${name}`)}
          description={t(`ask.help.${name}`)}
          error={missing[name]}
          value={draft[name]}
          onChange={(event) => {
            onChange({ [name]: event.currentTarget.value })
          }}
        />
      ))}
    </div>
  )
}
