import { Radio, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { SubjectRequest } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { refuseRequest, subjectsKey } from './queries.ts'
import classes from '../form.module.css'

/** A refusal names its ground in the law, and says why it holds here. */
export function RefuseDialog({ request, onClose }: { request: SubjectRequest; onClose: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { ground: '', reasons: '' },
    validate: {
      ground: (value) => (value === '' ? t('subjects.groundMissing') : null),
      reasons: (value) => (value.trim() === '' ? t('law.missing') : null),
    },
  })
  const refuse = useMutation({
    mutationFn: ({ ground, reasons }: { ground: SubjectRequest['grounds'][number]['code']; reasons: string }) =>
      refuseRequest(request.id, ground, reasons),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: subjectsKey })
      onClose()
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t('subjects.act.refusal')} onClose={onClose}>
      {refuse.isError && <ProblemView problem={toProblem(refuse.error)} />}
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit(({ ground, reasons }) => {
          const chosen = request.grounds.find(({ code }) => code === ground)
          if (chosen) refuse.mutate({ ground: chosen.code, reasons: reasons.trim() })
        })}
      >
        <Radio.Group label={t('subjects.ground')} {...form.getInputProps('ground')}>
          <div style={{ display: 'grid', gap: 8, marginTop: 8 }}>
            {request.grounds.map(({ code, text }) => (
              <Radio key={code} value={code} label={text} />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={t('subjects.reasons')}
          description={t('subjects.reasonsHelp')}
          autosize
          minRows={4}
          maxLength={4000}
          {...form.getInputProps('reasons')}
        />
        <DialogButtons grave label={t('subjects.act.refusal')} pending={refuse.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
