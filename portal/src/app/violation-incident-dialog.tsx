import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../api/problem.ts'
import { Dialog } from '../components/dialog.tsx'
import { DialogButtons } from '../components/dialog-buttons.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { useOrder } from '../features/access/violation/queries.ts'
import { useText } from '../lib/use-text.ts'
import classes from '../features/identity/dialogs.module.css'

const said = ['nature', 'reach', 'remedy'] as const
const shortest = 10

/** Declares a violation an incident that must be notified; the clocks run from when it became known. */
export function IncidentDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useText()
  const order = useOrder(id)
  const enough = (value: string) => (value.trim().length < shortest ? t('violations.wordsMissing') : null)
  const form = useForm<{ nature: string; reach: string; remedy: string; isPersonal: boolean; people: string }>({
    initialValues: { nature: '', reach: '', remedy: '', isPersonal: false, people: '' },
    validate: {
      ...{ nature: enough, reach: enough, remedy: enough },
      people: (value) => (/^\d*$/.test(value.trim()) ? null : t('violations.peopleWrong')),
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('violations.orders.declare.title')} size="lg" keepOpen>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit(({ people, ...incident }) => {
          const counted = people.trim() === '' ? {} : { people: Number(people) }
          order.mutate({ kind: 'declare', incident: { ...incident, ...counted } }, { onSuccess: onClose })
        })}
      >
        <p>{t('violations.orders.declare.text')}</p>
        {order.isError && <ProblemView problem={toProblem(order.error)} />}
        {said.map((name) => (
          <Textarea
            key={name}
            autosize
            minRows={2}
            maxLength={4000}
            label={t(`violations.${name}`)}
            {...form.getInputProps(name)}
          />
        ))}
        <Checkbox label={t('violations.isPersonal')} {...form.getInputProps('isPersonal', { type: 'checkbox' })} />
        {form.values.isPersonal && (
          <TextInput
            inputMode="numeric"
            maxLength={9}
            label={t('violations.people')}
            {...form.getInputProps('people')}
          />
        )}
        <DialogButtons label={t('violations.orders.declare.button')} pending={order.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
