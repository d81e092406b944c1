import { FileInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../api/problem.ts'
import type { Instrument, InstrumentBody } from '../../api/types.ts'
import { DayInput } from '../../components/day-input.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { DialogButtons } from '../../components/dialog-buttons.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { hexOf, sha256 } from '../../lib/bytes.ts'
import { isDay } from '../../lib/day.ts'
import { useText } from '../../lib/use-text.ts'
import { registerInstrument } from './queries.ts'
import classes from './register-dialog.module.css'

const kinds = ['decision', 'resolution', 'decree', 'law', 'circular', 'other'] as const
const days = ['signedOn', 'effectiveFrom'] as const
const lines = ['number', 'title', 'issuer', 'signer'] as const

interface RegisterDialogProps {
  onClose: () => void
  onRegistered: (instrument: Instrument) => void
}

/** Registers an instrument that others then refer to by its number. */
export function RegisterDialog({ onClose, onRegistered }: RegisterDialogProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const register = useMutation({
    mutationFn: registerInstrument,
    onSuccess: async (instrument) => {
      await queries.invalidateQueries({ queryKey: ['law'] })
      onRegistered(instrument)
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t('law.register')} onClose={onClose}>
      {register.isError && <ProblemView problem={toProblem(register.error)} />}
      <RegisterForm pending={register.isPending} onCancel={onClose} onSubmit={register.mutate} />
    </Dialog>
  )
}

interface RegisterFormProps {
  pending: boolean
  onCancel: () => void
  onSubmit: (instrument: InstrumentBody) => void
}

function RegisterForm({ pending, onCancel, onSubmit }: RegisterFormProps) {
  const { t } = useText()
  const form = useRegisterForm()
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        // A dialog lies within the form it was opened from, for React.
        event.stopPropagation()
        form.onSubmit(onSubmit)(event)
      }}
    >
      <Select
        label={t('law.kind')}
        allowDeselect={false}
        data={kinds.map((kind) => ({ value: kind, label: t(`instrumentKind.${kind}`) }))}
        {...form.getInputProps('kind')}
      />
      {lines.map((field) => (
        <TextInput
          key={field}
          label={t(`law.${field === 'title' ? 'about' : field}`)}
          maxLength={field === 'number' ? 100 : 500}
          {...form.getInputProps(field)}
        />
      ))}
      <div className={classes.pair}>
        {days.map((field) => (
          <DayInput
            key={field}
            strict
            label={t(`law.${field}`)}
            {...form.getInputProps(field)}
            value={form.values[field]}
          />
        ))}
      </div>
      <FileInput
        clearable
        label={t('law.file')}
        description={t('law.fileHelp')}
        placeholder={t('law.chooseFile')}
        clearButtonProps={{ 'aria-label': t('action.clear') }}
        onChange={(file) => {
          void digestOf(file).then((digest) => {
            form.setFieldValue('fileDigest', digest)
          })
        }}
      />
      <DialogButtons label={t('law.registerNow')} pending={pending} onCancel={onCancel} />
    </form>
  )
}

/** What tells the file of an instrument from every other; the file itself stays with the reader. */
async function digestOf(file: File | null): Promise<string | null> {
  return file === null ? null : hexOf(await sha256(new Uint8Array(await file.arrayBuffer())))
}

function useRegisterForm() {
  const { t } = useText()
  const needed = (value: string) => (value.trim() === '' ? t('law.missing') : null)
  const day = (value: string) => (value === '' || isDay(value) ? needed(value) : t('day.wrong'))
  return useForm<InstrumentBody>({
    initialValues: {
      ...{ kind: 'decision', number: '', title: '', issuer: '', signer: '' },
      ...{ signedOn: '', effectiveFrom: '', fileDigest: null },
    },
    validate: {
      ...{ number: needed, title: needed, issuer: needed, signer: needed },
      ...{ signedOn: day, effectiveFrom: day },
    },
    transformValues: (values): InstrumentBody => ({
      ...values,
      ...{ number: values.number.trim(), title: values.title.trim() },
      ...{ issuer: values.issuer.trim(), signer: values.signer.trim() },
    }),
  })
}
