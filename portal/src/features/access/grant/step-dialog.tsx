import { Radio, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../../../api/problem.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { useRequestStep } from './queries.ts'
import classes from './grant.module.css'
import form from '../form.module.css'

interface StepDialogProps {
  id: string
  act: 'opine' | 'check' | 'withdraw'
  onClose: () => void
}

/** A step that is words, and for an opinion and a check a yes or no. */
export function StepDialog({ id, act, onClose }: StepDialogProps) {
  const { t } = useText()
  const step = useRequestStep(id)
  const said = useForm({
    initialValues: { answer: '', text: '' },
    validate: {
      answer: (value) => (act !== 'withdraw' && value === '' ? t('grantRequests.answerMissing') : null),
      text: (value) => (value.trim() === '' ? t('law.missing') : null),
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t(`grantRequests.act.${act}`)} onClose={onClose}>
      <form
        className={form.form}
        noValidate
        onSubmit={said.onSubmit(({ answer, text }) => {
          const words = { text: text.trim() }
          const taken = act === 'withdraw' ? { act, ...words } : { act, isYes: answer === 'yes', ...words }
          step.mutate(taken, { onSuccess: onClose })
        })}
      >
        {step.isError && <ProblemView problem={toProblem(step.error)} />}
        {act !== 'withdraw' && (
          <Radio.Group label={t(`grantRequests.answer.${act}`)} {...said.getInputProps('answer')}>
            <div className={classes.radios}>
              <Radio value="yes" label={t(`grantRequests.yes.${act}`)} />
              <Radio value="no" label={t(`grantRequests.no.${act}`)} />
            </div>
          </Radio.Group>
        )}
        <Textarea
          label={t(`grantRequests.words.${act}`)}
          autosize
          minRows={4}
          maxLength={4000}
          {...said.getInputProps('text')}
        />
        <DialogButtons
          label={t('grantRequests.send')}
          grave={act === 'withdraw'}
          pending={step.isPending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}
