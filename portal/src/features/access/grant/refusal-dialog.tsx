import { Radio, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { refusalGroundsQuery, useRequestStep } from './queries.ts'
import classes from './grant.module.css'
import layout from '../form.module.css'

/** A refusal names its ground in the law, and says in writing why it holds here. */
export function RefusalDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useText()
  const grounds = useQuery(refusalGroundsQuery)
  const step = useRequestStep(id)
  const form = useForm({
    initialValues: { ground: '', text: '' },
    validate: {
      ground: (value) => (value === '' ? t('grantRequests.groundMissing') : null),
      text: (value) => (value.trim() === '' ? t('law.missing') : null),
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t('grantRequests.act.refuse')} onClose={onClose}>
      <QueryView query={grounds} skeleton={<Lines count={6} />}>
        {({ items }) => (
          <form
            className={layout.form}
            noValidate
            onSubmit={form.onSubmit(({ ground, text }) => {
              const chosen = items.find(({ code }) => code === ground)
              if (chosen) {
                step.mutate({ act: 'refuse', ground: chosen.code, text: text.trim() }, { onSuccess: onClose })
              }
            })}
          >
            {step.isError && <ProblemView problem={toProblem(step.error)} />}
            <Radio.Group label={t('grantRequests.ground')} {...form.getInputProps('ground')}>
              <div className={classes.radios}>
                {items.map(({ code, text, clause }) => (
                  <Radio key={code} value={code} label={text} description={clause} />
                ))}
              </div>
            </Radio.Group>
            <Textarea
              label={t('grantRequests.words.refuse')}
              autosize
              minRows={4}
              maxLength={4000}
              {...form.getInputProps('text')}
            />
            <DialogButtons grave label={t('grantRequests.act.refuse')} pending={step.isPending} onCancel={onClose} />
          </form>
        )}
      </QueryView>
    </Dialog>
  )
}
