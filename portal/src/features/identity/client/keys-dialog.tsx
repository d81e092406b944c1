import { Select, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../../../api/problem.ts'
import type { Client } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { useClientAct } from './queries.ts'
import { readSentKeys } from './sent-keys.ts'
import classes from '../dialogs.module.css'

/** How long the keys before go on counting, in hours. */
const overlaps = ['0', '24', '168'] as const

interface KeysDialogProps {
  client: Client
  opened: boolean
  onClose: () => void
}

export function KeysDialog({ client, opened, onClose }: KeysDialogProps) {
  const { t } = useText()
  const act = useClientAct(client.code)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { keys: '', overlap: '24' },
    validate: { keys: (value) => (readSentKeys(value) ? null : t(`clients.keysUnread.${client.method}`)) },
  })
  return (
    <Dialog opened={opened} onClose={onClose} title={t('clients.acts.changeKeys.title')} size="lg">
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit(({ keys, overlap }) => {
          const sent = readSentKeys(keys)
          if (sent) act.mutate({ kind: 'changeKeys', sent, overlapHours: Number(overlap) }, { onSuccess: onClose })
        })}
      >
        <p>{t('clients.acts.changeKeys.text')}</p>
        {act.isError && <ProblemView problem={toProblem(act.error)} />}
        <Textarea
          data-autofocus
          autosize
          minRows={5}
          maxRows={12}
          spellCheck={false}
          label={t(`clients.paste.${client.method}`)}
          description={t('clients.neverPrivate')}
          key={form.key('keys')}
          {...form.getInputProps('keys')}
        />
        <Select
          label={t('clients.overlap')}
          allowDeselect={false}
          data={overlaps.map((hours) => ({ value: hours, label: t(`clients.overlaps.${hours}`) }))}
          key={form.key('overlap')}
          {...form.getInputProps('overlap')}
        />
        <DialogButtons label={t('clients.acts.changeKeys.button')} pending={act.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
