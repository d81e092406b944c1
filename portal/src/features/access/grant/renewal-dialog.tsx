import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../../../api/problem.ts'
import type { GrantRequest } from '../../../api/types.ts'
import { DayInput } from '../../../components/day-input.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { isDay } from '../../../lib/day.ts'
import { useText } from '../../../lib/use-text.ts'
import { useAskForRenewal } from './asking.ts'
import classes from '../form.module.css'

interface RenewalDialogProps {
  id: string
  onClose: () => void
  onAsked: (request: GrantRequest) => void
}

/** Asks that a grant goes on behind its end, as it is. */
export function RenewalDialog({ id, onClose, onAsked }: RenewalDialogProps) {
  const { t } = useText()
  const ask = useAskForRenewal(id)
  const needed = (value: string) => (value.trim() === '' ? t('law.missing') : null)
  const form = useForm({
    initialValues: { lastDay: '', legalBasis: '', reasons: '' },
    validate: {
      lastDay: (value) => (value === '' || isDay(value) ? needed(value) : t('day.wrong')),
      legalBasis: needed,
      reasons: needed,
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t('grants.act.renewal')} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit((values) => {
          ask.mutate(values, { onSuccess: onAsked })
        })}
      >
        <p>{t('grants.actText.renewal')}</p>
        {ask.isError && <ProblemView problem={toProblem(ask.error)} />}
        <DayInput strict label={t('ask.lastDay')} {...form.getInputProps('lastDay')} value={form.values.lastDay} />
        {(['legalBasis', 'reasons'] as const).map((name) => (
          <Textarea
            key={name}
            autosize
            minRows={2}
            maxLength={4000}
            label={t(`grantRequests.${name}`)}
            {...form.getInputProps(name)}
          />
        ))}
        <DialogButtons label={t('ask.send')} pending={ask.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
