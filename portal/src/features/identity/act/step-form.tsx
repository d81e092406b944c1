import type { ReactNode } from 'react'
import { ActionIcon, MultiSelect, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { UnitKind } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { unitHistoryQuery, unitQuery } from '../unit/queries.ts'
import { UnitMultiSelect, UnitSelect } from '../unit/unit-select.tsx'
import { AssignedFields } from './assigned-fields.tsx'
import type { ThingsInput } from './assigned-fields.tsx'
import { divideAmong, missingIn } from './step-draft.ts'
import type { DraftField, Scheme, StepDraft } from './step-draft.ts'
import classes from './act-form.module.css'

/** Kinds that an act may make: there is one city, and there are no districts any more. */
const unitKinds = [
  'department',
  'committee',
  'ward',
  'commune',
  'special-zone',
  'service-unit',
  'enterprise',
  'outside-body',
] as const satisfies readonly UnitKind[]
const wardKinds: readonly UnitKind[] = ['ward', 'commune', 'special-zone']
const codeForms: Readonly<Record<Scheme, string>> = {
  QCVN102: '000.00.14.H29',
  QD20: 'H29.14',
  MST: '0312345678',
  GSO: '26740',
}
const schemes = ['QCVN102', 'QD20', 'MST', 'GSO'] as const satisfies readonly Scheme[]

export interface StepFormProps {
  draft: StepDraft
  number: number
  /** Units that other steps make. */
  made: readonly { value: string; label: string }[]
  /** Whether what is missing is shown already. */
  checked: boolean
  datasetField: (input: ThingsInput) => ReactNode
  onChange: (draft: StepDraft) => void
  onRemove: () => void
}

/** What one step does, in the words of its kind. */
export function StepForm(props: StepFormProps) {
  const { draft, number, onRemove } = props
  const { t } = useText()
  return (
    <fieldset className={classes.step}>
      <legend>
        {number}. {t(`stepKind.${draft.kind}`)}
      </legend>
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        aria-label={t('act.removeStep', { number })}
        onClick={onRemove}
      >
        <IconTrash size={18} />
      </ActionIcon>
      <Fields {...props} />
    </fieldset>
  )
}

type FieldsProps = Omit<StepFormProps, 'number' | 'onRemove'>

function Fields(props: FieldsProps) {
  switch (props.draft.kind) {
    case 'create':
      return <CreateFields {...props} />
    case 'rename':
      return (
        <>
          <Units {...props} label="act.whichUnit" />
          <NameFields {...props} />
        </>
      )
    case 'identify':
      return <IdentifyFields {...props} />
    case 'remit':
      return <RemitFields {...props} />
    case 'merge':
      return (
        <>
          <Units {...props} label="act.whichUnits" many />
          <Into {...props} label="act.mergeInto" />
        </>
      )
    case 'split':
      return (
        <>
          <Units {...props} label="act.splitUnit" />
          <Into {...props} label="act.splitInto" many />
          <AssignedFields {...props} />
        </>
      )
    default:
      return (
        <>
          <Units {...props} label="act.whichUnit" />
          <Into {...props} label={props.draft.kind === 'move' ? 'act.moveTo' : 'act.successor'} />
        </>
      )
  }
}

function useError({ draft, checked }: FieldsProps): (field: DraftField) => string | undefined {
  const { t } = useText()
  const missing = checked ? missingIn(draft) : []
  return (field) =>
    missing.includes(field) ? t(`actMissing.${field === 'into' && draft.kind === 'split' ? 'two' : field}`) : undefined
}

type UnitLabel =
  | 'act.whichUnit'
  | 'act.whichUnits'
  | 'act.splitUnit'
  | 'act.mergeInto'
  | 'act.splitInto'
  | 'act.moveTo'
  | 'act.successor'
  | 'act.parent'

interface UnitFieldProps extends FieldsProps {
  label: UnitLabel
  many?: boolean
}

function Units({ label, many = false, ...props }: UnitFieldProps) {
  const { t } = useText()
  const error = useError(props)
  const Field = many ? UnitMultiSelect : UnitSelect
  const { draft, onChange } = props
  return (
    <Field
      label={t(label)}
      error={error('units')}
      value={draft.units}
      onChange={(units) => {
        onChange({ ...draft, units, ended: [], assigned: [] })
      }}
    />
  )
}

function Into({ label, many = false, ...props }: UnitFieldProps) {
  const { t } = useText()
  const error = useError(props)
  const { draft, made, onChange } = props
  const Field = many ? UnitMultiSelect : UnitSelect
  return (
    <Field
      label={t(label)}
      {...(many ? { description: t('act.firstTakesRest') } : {})}
      more={made.filter(({ value }) => value !== draft.key)}
      error={error('into')}
      value={draft.into}
      onChange={(into) => {
        onChange(divideAmong(draft, into))
      }}
    />
  )
}

function NameFields(props: FieldsProps) {
  const { t } = useText()
  const error = useError(props)
  const { draft, onChange } = props
  return (
    <>
      <TextInput
        label={t('act.name')}
        maxLength={300}
        error={error('name')}
        value={draft.name}
        onChange={(event) => {
          onChange({ ...draft, name: event.currentTarget.value })
        }}
      />
      <TextInput
        label={t('act.nameEn')}
        description={t('act.nameEnHelp')}
        maxLength={300}
        value={draft.nameEn}
        onChange={(event) => {
          onChange({ ...draft, nameEn: event.currentTarget.value })
        }}
      />
    </>
  )
}

function CreateFields(props: FieldsProps) {
  const { t } = useText()
  const { draft, onChange } = props
  return (
    <>
      <Select
        label={t('unit.kind')}
        allowDeselect={false}
        data={unitKinds.map((kind) => ({ value: kind, label: t(`unitKindOne.${kind}`) }))}
        value={draft.unitKind}
        onChange={(kind) => {
          onChange({ ...draft, unitKind: kind ?? 'department' })
        }}
      />
      <NameFields {...props} />
      <Into {...props} label="act.parent" />
      {wardKinds.includes(draft.unitKind) && (
        <TextInput
          label={t('act.territory')}
          inputMode="numeric"
          maxLength={5}
          value={draft.territory}
          onChange={(event) => {
            onChange({ ...draft, territory: event.currentTarget.value })
          }}
        />
      )}
      <CodeFields {...props} />
      <FunctionFields {...props} />
    </>
  )
}

function CodeFields({ draft, onChange }: FieldsProps) {
  const { t } = useText()
  return (
    <div className={classes.pair}>
      <Select
        label={t('unit.scheme')}
        description={t('act.schemeHelp')}
        allowDeselect={false}
        data={schemes.map((scheme) => ({ value: scheme, label: t(`identifierScheme.${scheme}`) }))}
        value={draft.scheme}
        onChange={(scheme) => {
          onChange({ ...draft, scheme: scheme ?? 'QCVN102' })
        }}
      />
      <TextInput
        label={t('act.newCode')}
        description={t('act.optional')}
        placeholder={codeForms[draft.scheme]}
        maxLength={50}
        value={draft.code}
        onChange={(event) => {
          onChange({ ...draft, code: event.currentTarget.value })
        }}
      />
    </div>
  )
}

function FunctionFields(props: FieldsProps) {
  const { t } = useText()
  const error = useError(props)
  const { draft, onChange } = props
  return (
    <>
      <TextInput
        label={t('act.newFunction')}
        description={t('act.optional')}
        maxLength={2000}
        value={draft.text}
        onChange={(event) => {
          onChange({ ...draft, text: event.currentTarget.value })
        }}
      />
      <TextInput
        label={t('act.citation')}
        description={t('act.citationHelp')}
        maxLength={500}
        error={error('citation')}
        value={draft.citation}
        onChange={(event) => {
          onChange({ ...draft, citation: event.currentTarget.value })
        }}
      />
    </>
  )
}

function IdentifyFields(props: FieldsProps) {
  const { t } = useText()
  const { draft, onChange } = props
  const error = useError(props)
  const [unit = ''] = draft.units
  const held = useQuery({ ...unitQuery(unit), enabled: unit !== '' })
  const open = (held.data?.identifiers ?? []).filter(({ validTo }) => validTo === null)
  return (
    <>
      <Units {...props} label="act.whichUnit" />
      <CodeFields {...props} />
      <MultiSelect
        label={t('act.endedCodes')}
        error={error('ended')}
        data={open.map(({ scheme, value }) => ({
          value: `${scheme} ${value}`,
          label: `${t(`identifierScheme.${scheme}`)}: ${value}`,
        }))}
        value={[...draft.ended]}
        onChange={(ended) => {
          onChange({ ...draft, ended })
        }}
      />
    </>
  )
}

function RemitFields(props: FieldsProps) {
  const { t } = useText()
  const { draft, onChange } = props
  const error = useError(props)
  const [unit = ''] = draft.units
  const history = useQuery({ ...unitHistoryQuery(unit), enabled: unit !== '' })
  const open = (history.data?.functions ?? []).filter(({ validTo }) => validTo === null)
  return (
    <>
      <Units {...props} label="act.whichUnit" />
      <FunctionFields {...props} />
      <MultiSelect
        label={t('act.endedFunctions')}
        error={error('ended')}
        data={open.map(({ id, text }) => ({ value: id, label: text }))}
        value={[...draft.ended]}
        onChange={(ended) => {
          onChange({ ...draft, ended })
        }}
      />
    </>
  )
}
