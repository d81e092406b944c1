import { Select, Textarea, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { toProblem } from '../api/problem.ts'
import type { Violation } from '../api/types.ts'
import { Dialog } from '../components/dialog.tsx'
import { DialogButtons } from '../components/dialog-buttons.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import {
  useOrder,
  type Ground,
  type Measure,
  type NoticeName,
  type Order,
} from '../features/access/violation/queries.ts'
import { InstrumentField } from '../features/law/instrument-field.tsx'
import { useText } from '../lib/use-text.ts'
import classes from '../features/identity/dialogs.module.css'

export type WordedKind = 'examine' | 'release' | 'uphold' | 'dismiss' | 'confirm' | 'refuse'

const measures = ['reminder', 'discipline', 'administrative', 'criminal'] as const satisfies readonly Measure[]
const grounds = ['lawful', 'falseAlarm', 'unproven', 'elsewhere'] as const satisfies readonly Ground[]
const shortest = 10

interface OrderDialogProps {
  violation: Violation
  kind: WordedKind
  onClose: () => void
}

interface OrderValues {
  words: string
  measure: Measure
  ground: Ground
  instrument: string
}

/** An order with the words it rests on; a proposal says what follows or on which ground, a decision names its instrument. */
export function OrderDialog({ violation, kind, onClose }: OrderDialogProps) {
  const { t } = useText()
  const order = useOrder(violation.id)
  const needsInstrument = kind === 'confirm' && violation.outcome === 'upheld' && violation.measure !== 'reminder'
  const form = useForm<OrderValues>({
    initialValues: { words: '', measure: 'reminder', ground: 'unproven', instrument: '' },
    validate: {
      words: (value) => (value.trim().length < shortest ? t('violations.wordsMissing') : null),
      instrument: (value) => (needsInstrument && value === '' ? t('violations.instrumentMissing') : null),
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t(`violations.orders.${kind}.title`)} size="lg" keepOpen>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit((values) => {
          order.mutate(toOrder(kind, values), { onSuccess: onClose })
        })}
      >
        <p>{t(`violations.orders.${kind}.text`)}</p>
        {order.isError && <ProblemView problem={toProblem(order.error)} />}
        <EndFields kind={kind} form={form} />
        {needsInstrument && (
          <InstrumentField
            label={t('violations.instrument')}
            error={typeof form.errors['instrument'] === 'string' ? form.errors['instrument'] : undefined}
            value={form.values.instrument}
            onChange={(value) => {
              form.setFieldValue('instrument', value)
            }}
          />
        )}
        <Textarea
          data-autofocus
          autosize
          minRows={3}
          maxLength={4000}
          label={t('violations.reason')}
          {...form.getInputProps('words')}
        />
        <DialogButtons
          label={t(`violations.orders.${kind}.button`)}
          pending={order.isPending}
          grave={kind === 'uphold' || kind === 'confirm'}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}

/** What a proposal says besides its words. */
function EndFields({ kind, form }: { kind: WordedKind; form: UseFormReturnType<OrderValues> }) {
  const { t } = useText()
  return (
    <>
      {kind === 'uphold' && (
        <Select
          label={t('violations.measure')}
          allowDeselect={false}
          data={measures.map((value) => ({ value, label: t(`violations.measures.${value}`) }))}
          {...form.getInputProps('measure')}
        />
      )}
      {kind === 'dismiss' && (
        <Select
          label={t('violations.ground')}
          allowDeselect={false}
          data={grounds.map((value) => ({ value, label: t(`violations.grounds.${value}`) }))}
          {...form.getInputProps('ground')}
        />
      )}
    </>
  )
}

function toOrder(kind: WordedKind, { words: said, measure, ground, instrument }: OrderValues): Order {
  const words = said.trim()
  if (kind === 'uphold') return { kind, words, measure }
  if (kind === 'dismiss') return { kind, words, ground }
  if (kind === 'confirm') return { kind, words, instrument: instrument === '' ? undefined : instrument }
  return { kind, words }
}

/** Notes to whom a notice of an incident went, and under which number. */
export function SentDialog({ id, notice, onClose }: { id: string; notice: NoticeName; onClose: () => void }) {
  const { t } = useText()
  const order = useOrder(id)
  const needed = (value: string) => (value.trim() === '' ? t('law.missing') : null)
  const form = useForm({
    initialValues: { recipient: '', reference: '' },
    validate: { recipient: needed, reference: needed },
  })
  return (
    <Dialog opened onClose={onClose} title={t(`violations.notices.${notice}`)} size="lg" keepOpen>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit(({ recipient, reference }) => {
          const sent = { notice, recipient: recipient.trim(), reference: reference.trim() }
          order.mutate({ kind: 'sent', ...sent }, { onSuccess: onClose })
        })}
      >
        <p>{t('violations.orders.sent.text')}</p>
        {order.isError && <ProblemView problem={toProblem(order.error)} />}
        <TextInput
          data-autofocus
          maxLength={300}
          label={t('violations.recipient')}
          {...form.getInputProps('recipient')}
        />
        <TextInput maxLength={300} label={t('violations.reference')} {...form.getInputProps('reference')} />
        <DialogButtons label={t('violations.orders.sent.button')} pending={order.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
