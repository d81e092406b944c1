import { useState } from 'react'
import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { toProblem } from '../api/problem.ts'
import type { PurposeBody } from '../api/types.ts'
import { Dialog } from '../components/dialog.tsx'
import { DialogButtons } from '../components/dialog-buttons.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { useRegisterPurpose } from '../features/access/purpose-mutations.ts'
import { unitHistoryQuery, unitQuery } from '../features/identity/unit/queries.ts'
import { UnitSelect } from '../features/identity/unit/unit-select.tsx'
import { useText } from '../lib/use-text.ts'
import classes from '../features/access/form.module.css'

const natures = ['official', 'personal', 'commercial'] as const
const sights = ['none', 'personal', 'sensitive'] as const
const lines = ['code', 'name', 'nameEn', 'legalBasis'] as const

/** Registers a purpose: its basis, what it may see, and in whose remit it is (Điều 11.1, 11.3). */
export function RegisterPurposeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const register = useRegisterPurpose()
  const form = usePurposeForm()
  const { nature, isCommon } = form.values
  return (
    <Dialog opened keepOpen size="lg" title={t('purposes.register')} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit((values) => {
          register.mutate(values, { onSuccess: onClose })
        })}
      >
        {register.isError && <ProblemView problem={toProblem(register.error)} />}
        {lines.map((name) => (
          <TextInput
            key={name}
            label={t(`purposes.line.${name}`)}
            {...(name === 'code' && { description: t('purposes.codeHelp') })}
            maxLength={name === 'code' ? 60 : 300}
            {...form.getInputProps(name)}
          />
        ))}
        <Select
          label={t('purposes.natureLabel')}
          allowDeselect={false}
          data={natures.map((each) => ({ value: each, label: t(`purposes.nature.${each}`) }))}
          {...form.getInputProps('nature')}
        />
        <Select
          label={t('purposes.showsLabel')}
          allowDeselect={false}
          data={sights.map((each) => ({ value: each, label: t(`purposes.shows.${each}`) }))}
          {...form.getInputProps('shows')}
        />
        {nature === 'official' && (
          <Checkbox label={t('purposes.common')} {...form.getInputProps('isCommon', { type: 'checkbox' })} />
        )}
        {nature === 'official' && !isCommon && <Functions form={form} />}
        <DialogButtons label={t('purposes.register')} pending={register.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}

/** Functions of units that the purpose serves, unit by unit. */
function Functions({ form }: { form: UseFormReturnType<PurposeBody> }) {
  const { t, named } = useText()
  const [unit, setUnit] = useState<string[]>([])
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map())
  const id = unit[0] ?? ''
  const chosen = useQuery({ ...unitQuery(id), enabled: id !== '' }).data
  const remit = useQuery({ ...unitHistoryQuery(id), enabled: id !== '' }).data?.functions ?? []
  const offered = new Map<string, string>([
    ...known,
    ...(chosen
      ? remit.flatMap((each) => (each.validTo === null ? [[each.id, `${named(chosen)}: ${each.text}`] as const] : []))
      : []),
  ])
  return (
    <>
      <UnitSelect label={t('purposes.unit')} value={unit} onChange={setUnit} />
      <MultiSelect
        searchable
        label={t('purposes.functions')}
        description={t('purposes.functionsHelp')}
        nothingFoundMessage={t('unit.noFunctions')}
        data={[...offered].map(([value, label]) => ({ value, label }))}
        value={form.values.functions}
        onChange={(functions) => {
          setKnown(offered)
          form.setFieldValue('functions', functions)
        }}
      />
    </>
  )
}

function usePurposeForm() {
  const { t } = useText()
  const needed = (value: string) => (value.trim() === '' ? t('law.missing') : null)
  return useForm<PurposeBody>({
    initialValues: {
      ...{ code: '', name: '', nameEn: '', legalBasis: '', nature: 'official', shows: 'none' },
      ...{ isCommon: false, functions: [] },
    },
    validate: {
      code: (value) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(value.trim()) ? null : t('purposes.codeHelp')),
      ...{ name: needed, nameEn: needed, legalBasis: needed },
    },
    transformValues: ({ nature, isCommon, functions, ...values }): PurposeBody => ({
      ...{ nature, shows: values.shows, code: values.code.trim(), name: values.name.trim() },
      ...{ nameEn: values.nameEn.trim(), legalBasis: values.legalBasis.trim() },
      isCommon: nature === 'official' && isCommon,
      functions: nature === 'official' && !isCommon ? functions : [],
    }),
  })
}
