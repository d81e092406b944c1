import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../../../api/problem.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { useClientAct, type ClientAct } from './queries.ts'
import classes from '../dialogs.module.css'

export type WordedAct = Exclude<ClientAct['kind'], 'changeKeys'>

interface WordDialogProps {
  code: string
  kind: WordedAct
  opened: boolean
  onClose: () => void
}

/** A decision on a client, with the words it rests on: a document, or a reason. */
export function WordDialog({ code, kind, opened, onClose }: WordDialogProps) {
  const { t } = useText()
  const act = useClientAct(code)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { words: '' },
    validate: { words: (value) => (value.trim() === '' ? t('clients.wordsMissing') : null) },
  })
  const needsDocument = kind === 'register' || kind === 'resume'
  return (
    <Dialog opened={opened} onClose={onClose} title={t(`clients.acts.${kind}.title`, { client: code })} size="lg">
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit(({ words }) => {
          act.mutate(actOf(kind, words.trim()), { onSuccess: onClose })
        })}
      >
        <p>{t(`clients.acts.${kind}.text`)}</p>
        {act.isError && <ProblemView problem={toProblem(act.error)} />}
        <Textarea
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          label={t(needsDocument ? 'clients.document' : 'clients.reason')}
          description={needsDocument ? t('clients.documentHelp') : undefined}
          key={form.key('words')}
          {...form.getInputProps('words')}
        />
        <DialogButtons
          label={t(`clients.acts.${kind}.button`)}
          pending={act.isPending}
          grave={!needsDocument}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}

function actOf(kind: WordedAct, words: string): ClientAct {
  return kind === 'register' || kind === 'resume' ? { kind, document: words } : { kind, reason: words }
}
