import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { Client, ClientBody } from '../../../api/types.ts'
import { ChoiceCards } from '../../../components/choice-cards.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { requestClient } from './queries.ts'
import { readSentKeys } from './sent-keys.ts'
import classes from '../dialogs.module.css'

const kinds = ['system', 'portal'] as const
const methods = ['key', 'certificate'] as const
const roles = ['consumer', 'provider'] as const

const empty = {
  ...{ code: '', name: '', purpose: '', keys: '', redirects: '' },
  ...{ kind: 'system' as ClientBody['kind'], method: 'key' as ClientBody['method'] },
  roles: ['consumer'] as NonNullable<ClientBody['roles']>,
}
type Values = typeof empty

/** A unit asks for one of its systems, or a portal, to be let in. */
export function RequestForm({ onRequested }: { onRequested: (client: Client) => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const form = useRequestForm()
  const request = useMutation({
    mutationFn: (values: Values) => requestClient(bodyOf(values)),
    onSuccess: async (client) => {
      await queries.invalidateQueries({ queryKey: ['identity', 'clients'] })
      onRequested(client)
    },
  })
  return (
    <form
      className={classes.dialog}
      noValidate
      onSubmit={form.onSubmit((values) => {
        request.mutate(values)
      })}
    >
      {request.isError && <ProblemView problem={toProblem(request.error)} />}
      <AboutFields form={form} />
      {form.values.kind === 'system' ? <RoleField form={form} /> : <RedirectField form={form} />}
      <KeyFields form={form} />
      <div className={classes.buttons}>
        <Button type="submit" loading={request.isPending}>
          {t('clients.send')}
        </Button>
      </div>
    </form>
  )
}

interface FieldsProps {
  form: ReturnType<typeof useRequestForm>
}

function AboutFields({ form }: FieldsProps) {
  const { t } = useText()
  return (
    <>
      <ChoiceCards
        label={t('clients.kind')}
        beside
        choices={kinds.map((value) => ({
          ...{ value, title: t(`clients.kinds.${value}`), text: t(`clients.kindHelp.${value}`) },
        }))}
        value={form.values.kind}
        onChoose={(value) => {
          form.setFieldValue('kind', value)
        }}
      />
      <TextInput
        label={t('clients.name')}
        description={t('clients.nameHelp')}
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('clients.code')}
        description={t('clients.codeHelp')}
        maxLength={40}
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('code')}
      />
      <Textarea label={t('clients.purpose')} autosize minRows={2} maxLength={1000} {...form.getInputProps('purpose')} />
    </>
  )
}

function RoleField({ form }: FieldsProps) {
  const { t } = useText()
  return (
    <Checkbox.Group label={t('clients.roles')} description={t('clients.rolesHelp')} {...form.getInputProps('roles')}>
      <div className={classes.choices}>
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

function RedirectField({ form }: FieldsProps) {
  const { t } = useText()
  return (
    <Textarea
      label={t('clients.redirects')}
      description={t('clients.redirectsHelp')}
      autosize
      minRows={2}
      spellCheck={false}
      {...form.getInputProps('redirects')}
    />
  )
}

function KeyFields({ form }: FieldsProps) {
  const { t } = useText()
  const { method } = form.values
  return (
    <>
      <ChoiceCards
        label={t('clients.method')}
        beside
        choices={methods.map((value) => ({
          ...{ value, title: t(`clients.methods.${value}`), text: t(`clients.methodHelp.${value}`) },
        }))}
        value={method}
        onChoose={(value) => {
          form.setFieldValue('method', value)
        }}
      />
      <Textarea
        label={t(`clients.paste.${method}`)}
        description={t('clients.neverPrivate')}
        autosize
        minRows={5}
        maxRows={12}
        spellCheck={false}
        {...form.getInputProps('keys')}
      />
    </>
  )
}

function useRequestForm() {
  const { t } = useText()
  const needed = (value: string) => (value.trim() === '' ? t('clients.needed') : null)
  return useForm<Values>({
    initialValues: empty,
    validate: {
      name: needed,
      purpose: needed,
      code: (value) => (/^[a-z][a-z0-9-]{2,39}$/.test(value.trim()) ? null : t('clients.codeUnfit')),
      roles: (value, { kind }) => (kind === 'system' && value.length === 0 ? t('clients.needed') : null),
      redirects: (value, { kind }) => (kind === 'portal' ? needed(value) : null),
      keys: (value, { method }) => (readSentKeys(value) ? null : t(`clients.keysUnread.${method}`)),
    },
  })
}

function bodyOf({ code, name, purpose, kind, method, keys, roles: wanted, redirects }: Values): ClientBody {
  const addresses = redirects.split(/\s+/).filter((address) => address !== '')
  return {
    ...{ kind, method, code: code.trim(), name: name.trim(), purpose: purpose.trim() },
    ...(kind === 'system' ? { roles: wanted } : { redirectUris: addresses }),
    ...readSentKeys(keys),
  }
}
