import type { ReactNode } from 'react'
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { FocalPointBody } from '../../../api/types.ts'
import { DayInput } from '../../../components/day-input.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { isDay, todayHere } from '../../../lib/day.ts'
import { useNow } from '../../../lib/use-now.ts'
import { useText } from '../../../lib/use-text.ts'
import classes from '../dialogs.module.css'
import { accountsOfUnitQuery } from '../accounts/queries.ts'
import { assignFocalPoint, focalPointsQuery, gapsKey } from './queries.ts'

interface Values {
  role: 'provider' | 'consumer'
  who: 'account' | 'person'
  account: string | null
  name: string
  position: string
  phone: string
  email: string
  validFrom: string
}

const isBlank = (text: string) => text.trim() === ''

/** Names who answers for a unit from a day on; whoever did until then hands over on that day. */
export function FocalPointDialog({ unit, onClose }: { unit: string; onClose: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const assign = useMutation({
    mutationFn: (values: Values) => assignFocalPoint(unit, bodyOf(values)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: focalPointsQuery(unit).queryKey })
      await queries.invalidateQueries({ queryKey: gapsKey })
      onClose()
    },
  })
  return (
    <Dialog opened keepOpen onClose={onClose} size="lg" title={t('focalPoint.assign')}>
      <div className={classes.dialog}>
        {assign.isError && <ProblemView problem={toProblem(assign.error)} />}
        <FocalPointForm unit={unit} pending={assign.isPending} onCancel={onClose} onSubmit={assign.mutate} />
      </div>
    </Dialog>
  )
}

function useFocalPointForm() {
  const { t } = useText()
  const today = todayHere(useNow())
  return useForm<Values>({
    initialValues: {
      ...{ role: 'provider', who: 'account', account: null, name: '', position: '', phone: '', email: '' },
      validFrom: today,
    },
    validate: {
      account: (value, { who }) => (who === 'account' && value === null ? t('focalPoint.accountMissing') : null),
      name: (value, { who }) => (who === 'person' && isBlank(value) ? t('focalPoint.nameMissing') : null),
      position: (value, { who }) => (who === 'person' && isBlank(value) ? t('focalPoint.positionMissing') : null),
    },
  })
}

interface FormProps {
  unit: string
  pending: boolean
  onCancel: () => void
  onSubmit: (values: Values) => void
}

function FocalPointForm({ unit, pending, onCancel, onSubmit }: FormProps) {
  const { t } = useText()
  const form = useFocalPointForm()
  const { role, who, account, validFrom } = form.getValues()
  return (
    <form className={classes.dialog} noValidate onSubmit={form.onSubmit(onSubmit)}>
      <SegmentedControl
        aria-label={t('focalPoint.role')}
        data={(['provider', 'consumer'] as const).map((value) => ({ value, label: t(`focalPoint.${value}`) }))}
        value={role}
        onChange={(value) => {
          form.setFieldValue('role', value)
        }}
      />
      <SegmentedControl
        aria-label={t('focalPoint.leader')}
        data={(['account', 'person'] as const).map((value) => ({ value, label: t(`focalPointLeader.${value}`) }))}
        value={who}
        onChange={(value) => {
          form.setFieldValue('who', value)
        }}
      />
      {who === 'account' ? (
        <AccountField
          unit={unit}
          error={form.errors['account']}
          value={account}
          onChange={(id) => {
            form.setFieldValue('account', id)
          }}
        />
      ) : (
        <PersonFields input={(field) => form.getInputProps(field)} />
      )}
      <DayInput
        label={t('focalPoint.from')}
        strict
        value={validFrom}
        onChange={(day) => {
          form.setFieldValue('validFrom', day)
        }}
      />
      <DialogButtons label={t('focalPoint.save')} pending={pending} disabled={!isDay(validFrom)} onCancel={onCancel} />
    </form>
  )
}

interface AccountFieldProps {
  unit: string
  error: ReactNode
  value: string | null
  onChange: (id: string | null) => void
}

function AccountField({ unit, ...input }: AccountFieldProps) {
  const { t } = useText()
  const accounts = useQuery(accountsOfUnitQuery(unit))
  const active = (accounts.data?.items ?? []).filter(({ state, kind }) => state === 'active' && kind === 'person')
  return (
    <Select
      {...input}
      label={t('focalPoint.ofAccount')}
      placeholder={t('focalPoint.chooseAccount')}
      nothingFoundMessage={t('unit.noPeople')}
      data={active.map(({ id, name, login }) => ({ value: id, label: `${name} (${login})` }))}
    />
  )
}

type PersonField = 'name' | 'position' | 'phone' | 'email'

function PersonFields({ input }: { input: (field: PersonField) => object }) {
  const { t } = useText()
  return (
    <>
      <TextInput label={t('focalPoint.name')} maxLength={200} {...input('name')} />
      <TextInput label={t('focalPoint.position')} maxLength={200} {...input('position')} />
      <TextInput label={t('focalPoint.phone')} inputMode="tel" maxLength={30} {...input('phone')} />
      <TextInput label={t('focalPoint.email')} inputMode="email" maxLength={200} {...input('email')} />
    </>
  )
}

function bodyOf({ role, who, account, validFrom, ...person }: Values): FocalPointBody {
  const { name, position, phone, email } = person
  const leader =
    who === 'account'
      ? { account: account ?? '' }
      : { person: { name: name.trim(), position: position.trim(), phone: phone.trim(), email: email.trim() } }
  return { role, leader, validFrom }
}
