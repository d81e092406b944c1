import { Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { SubjectRequest, SubjectRequestBody } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { receiveRequest, subjectsKey } from './queries.ts'
import classes from '../form.module.css'

const kinds = ['copy', 'reads', 'rectify', 'erase', 'restrict', 'withdraw', 'complain'] as const
const lines = ['name', 'identityNumber', 'contact'] as const

interface ReceiveDialogProps {
  onClose: () => void
  onReceived: (request: SubjectRequest) => void
}

/** Takes down what a person at the desk asks about their own data. */
export function ReceiveDialog({ onClose, onReceived }: ReceiveDialogProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const form = useReceiveForm()
  const receive = useMutation({
    mutationFn: receiveRequest,
    onSuccess: async (request) => {
      await queries.invalidateQueries({ queryKey: subjectsKey })
      onReceived(request)
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t('subjects.receive')} onClose={onClose}>
      {receive.isError && <ProblemView problem={toProblem(receive.error)} />}
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit(({ kind, ...subject }) => {
          receive.mutate({ kind, subject })
        })}
      >
        <Select
          label={t('subjects.kindLabel')}
          description={t(`subjects.limit.${form.values.kind}`)}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: t(`subjects.kind.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        {lines.map((field) => (
          <TextInput
            key={field}
            label={t(`subjects.${field}`)}
            autoComplete="off"
            maxLength={field === 'contact' ? 300 : 200}
            {...form.getInputProps(field)}
          />
        ))}
        <Textarea
          label={t('subjects.wish')}
          description={t('subjects.wishHelp')}
          autosize
          minRows={3}
          maxLength={4000}
          {...form.getInputProps('wish')}
        />
        <DialogButtons label={t('subjects.receiveNow')} pending={receive.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}

type Values = SubjectRequestBody['subject'] & Pick<SubjectRequestBody, 'kind'>

function useReceiveForm() {
  const { t } = useText()
  const needed = (value: string) => (value.trim() === '' ? t('law.missing') : null)
  return useForm<Values>({
    initialValues: { kind: 'copy', name: '', identityNumber: '', contact: '', wish: '' },
    validate: { name: needed, identityNumber: needed, wish: needed },
    transformValues: (values): Values => ({
      ...values,
      name: values.name.trim(),
      identityNumber: values.identityNumber.trim(),
      contact: values.contact.trim(),
      wish: values.wish.trim(),
    }),
  })
}
