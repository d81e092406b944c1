import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { AccountFacts, OrgRef, Role } from '../../../api/types.ts'
import { DayInput } from '../../../components/day-input.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { isDay } from '../../../lib/day.ts'
import { useText } from '../../../lib/use-text.ts'
import { accountsKey, requestAccount, type RequestBody } from './queries.ts'
import classes from '../dialogs.module.css'

/** What is asked for: a new account of a unit, or something about one there is. */
export type Wish =
  { kind: 'issue'; unit: OrgRef } | { kind: 'change' | 'resume' | 'close'; account: AccountFacts; unit: OrgRef }

interface RequestDialogProps {
  wish: Wish | null
  onClose: () => void
}

export function RequestDialog({ wish, onClose }: RequestDialogProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const request = useMutation({
    mutationFn: requestAccount,
    onSuccess: async () => {
      close()
      notifications.show({ message: t('requests.sent') })
      await queries.invalidateQueries({ queryKey: accountsKey })
    },
  })
  const close = () => {
    onClose()
    request.reset()
  }
  const login = wish !== null && 'account' in wish ? wish.account.login : ''
  return (
    <Dialog
      opened={wish !== null}
      onClose={close}
      size="lg"
      keepOpen
      title={wish === null ? '' : t(`requests.title.${wish.kind}`, { login })}
    >
      {wish !== null && (
        <div className={classes.dialog}>
          <p>{t('requests.help')}</p>
          {request.isError && <ProblemView problem={toProblem(request.error)} />}
          <WishForm wish={wish} pending={request.isPending} onCancel={close} onSubmit={request.mutate} />
        </div>
      )}
    </Dialog>
  )
}

interface Values {
  login: string
  name: string
  roles: Role[]
  validTo: string
  reason: string
}

interface WishFormProps {
  wish: Wish
  pending: boolean
  onCancel: () => void
  onSubmit: (body: RequestBody) => void
}

function WishForm({ wish, pending, onCancel, onSubmit }: WishFormProps) {
  const { t } = useText()
  const asksRoles = wish.kind === 'issue' || wish.kind === 'change'
  const form = useForm<Values>({
    initialValues: {
      ...{ login: '', name: '', validTo: '', reason: '' },
      roles: 'account' in wish ? wish.account.roles : [],
    },
    validate: {
      login: (value) => (wish.kind === 'issue' && !loginForm.test(value.trim()) ? t('requests.loginWrong') : null),
      name: (value) => (wish.kind === 'issue' && value.trim() === '' ? t('requests.nameMissing') : null),
      roles: (value) => (asksRoles && value.length === 0 ? t('requests.roleMissing') : null),
      validTo: (value) => (value === '' || isDay(value) ? null : t('day.wrong')),
      reason: (value) => (value.trim() === '' ? t('requests.reasonMissing') : null),
    },
  })
  return (
    <form
      className={classes.dialog}
      noValidate
      onSubmit={form.onSubmit((values) => {
        onSubmit(bodyOf(wish, values))
      })}
    >
      {wish.kind === 'issue' && (
        <TextInput
          data-autofocus
          label={t('requests.login')}
          description={t('requests.loginHelp')}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={50}
          {...form.getInputProps('login')}
        />
      )}
      {asksRoles && <RightsFields wish={wish} form={form} />}
      <Textarea
        label={t('requests.reason')}
        description={t('requests.reasonHelp')}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('reason')}
      />
      <DialogButtons label={t('requests.send')} pending={pending} onCancel={onCancel} />
    </form>
  )
}

/** Who the account is for, what it may do and until when. */
function RightsFields({ wish, form }: { wish: Wish; form: UseFormReturnType<Values> }) {
  const { t } = useText()
  const isNew = wish.kind === 'issue'
  return (
    <>
      <TextInput
        label={t(isNew ? 'requests.name' : 'requests.newName')}
        description={t(isNew ? 'requests.nameHelp' : 'requests.newNameHelp')}
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <Checkbox.Group
        label={t('requests.roles')}
        description={t('requests.rolesHelp')}
        {...form.getInputProps('roles')}
      >
        <div className={classes.choices}>
          {rolesOf(wish.unit).map((role) => (
            <Checkbox key={role} value={role} label={t(`role.${role}`)} description={t(`roleCan.${role}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <DayInput
        strict
        clearable
        label={t('requests.validTo')}
        hint={t('requests.validToHint')}
        {...form.getInputProps('validTo')}
        value={form.values.validTo}
      />
    </>
  )
}

const loginForm = /^[A-Za-z][A-Za-z0-9._-]{2,49}$/

/** The roles a unit of this kind can have; the server holds to the same rule. */
function rolesOf({ kind }: OrgRef): Role[] {
  if (kind === 'city') return ['provider', 'consumer', 'committee', 'coordinator', 'auditor', 'administrator']
  if (kind === 'department') return ['provider', 'consumer', 'coordinator', 'auditor', 'administrator']
  return kind === 'committee' ? ['provider', 'consumer', 'auditor'] : ['provider', 'consumer']
}

function bodyOf(wish: Wish, { login, name, roles, validTo, reason }: Values): RequestBody {
  const wanted = roles.map((role) => ({ role, validTo: validTo === '' ? null : validTo }))
  if (wish.kind === 'issue') {
    return { kind: 'issue', unit: wish.unit.id, login: login.trim(), name: name.trim(), roles: wanted, reason }
  }
  const account = wish.account.id
  if (wish.kind !== 'change') return { kind: wish.kind, account, reason }
  return { kind: 'change', account, name: name.trim() === '' ? null : name.trim(), roles: wanted, reason }
}
