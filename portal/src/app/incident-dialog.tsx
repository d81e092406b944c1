import { Radio, Stack, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../api/problem.ts'
import { Dialog } from '../components/dialog.tsx'
import { DialogButtons } from '../components/dialog-buttons.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { useText } from '../lib/use-text.ts'
import { InstrumentField } from '../features/law/instrument-field.tsx'
import { useDecision, type IncidentDecision, type Outcome } from '../features/access/incident/queries.ts'
import classes from '../features/identity/dialogs.module.css'

interface IncidentDialogProps {
  id: string
  kind: IncidentDecision['kind']
  onClose: () => void
}

interface DecisionValues {
  reason: string
  instrument: string
  outcome: Outcome
}

const shortest = 10

/** A decision on a sealed file, with the words it rests on; closing an incident also takes an instrument. */
export function IncidentDialog({ id, kind, onClose }: IncidentDialogProps) {
  const { t } = useText()
  const decide = useDecision(id)
  const form = useForm<DecisionValues>({
    initialValues: { reason: '', instrument: '', outcome: 'destroyed' },
    validate: {
      reason: (value) => (value.trim().length < shortest ? t('incidents.reasonMissing') : null),
      instrument: (value) => (kind === 'handle' && value === '' ? t('incidents.instrumentMissing') : null),
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t(`incidents.decisions.${kind}.title`)} size="lg" keepOpen>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit(({ reason, instrument, outcome }) => {
          const words = reason.trim()
          const decision = kind === 'handle' ? { kind, reason: words, instrument, outcome } : { kind, reason: words }
          decide.mutate(decision, { onSuccess: onClose })
        })}
      >
        <p>{t(`incidents.decisions.${kind}.text`)}</p>
        {decide.isError && <ProblemView problem={toProblem(decide.error)} />}
        {kind === 'handle' && (
          <>
            <Radio.Group label={t('incidents.outcome')} {...form.getInputProps('outcome')}>
              <Stack gap={8} mt={8}>
                <Radio value="destroyed" label={t('incidents.outcomes.destroyed')} />
                <Radio value="handedOver" label={t('incidents.outcomes.handedOver')} />
              </Stack>
            </Radio.Group>
            <InstrumentField
              label={t('incidents.instrument')}
              error={typeof form.errors['instrument'] === 'string' ? form.errors['instrument'] : undefined}
              value={form.values.instrument}
              onChange={(value) => {
                form.setFieldValue('instrument', value)
              }}
            />
          </>
        )}
        <Textarea
          data-autofocus
          autosize
          minRows={3}
          maxLength={2000}
          label={t('incidents.reason')}
          description={t('incidents.reasonHelp')}
          {...form.getInputProps('reason')}
        />
        <DialogButtons
          label={t(`incidents.decisions.${kind}.button`)}
          pending={decide.isPending}
          grave={kind === 'handle' || kind === 'refuse'}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}
