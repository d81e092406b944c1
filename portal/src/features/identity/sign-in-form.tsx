import { useEffect, useRef, useState } from 'react'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../../api/problem.ts'
import type { Session } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { Failure } from './failure.tsx'
import { OutsideButton } from './outside/outside-button.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { signInByPasskey } from './passkey.ts'
import { signIn, startOver, type SignIn } from './queries.ts'
import classes from './identity.module.css'

/** By passkey, or by login and password; the code is asked for once the password was right. */
export function SignInForm({ to, onSignedIn }: { to: string; onSignedIn: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [asksCode, setAsksCode] = useState(false)
  const welcome = async (session: Session) => {
    const forgotten = startOver(queries, session)
    onSignedIn()
    await forgotten
  }
  const byPasskey = useMutation({ mutationFn: signInByPasskey, onSuccess: welcome })
  const byPassword = useMutation({
    mutationFn: (values: SignIn) => signIn(values),
    onSuccess: welcome,
    onError: (error) => {
      if (needsCode(error)) setAsksCode(true)
    },
  })
  const error = byPasskey.error ?? (needsCode(byPassword.error) ? null : byPassword.error)
  return (
    <div className={classes.form}>
      <Failure error={error} />
      {!asksCode && (
        <>
          <PasskeyButton
            label={t('signIn.byPasskey')}
            pending={byPasskey.isPending}
            onPress={() => {
              byPassword.reset()
              byPasskey.mutate()
            }}
          />
          <OutsideButton to={to} />
          <p className={classes.or}>{t('signIn.or')}</p>
        </>
      )}
      <PasswordForm
        asksCode={asksCode}
        pending={byPassword.isPending}
        onSubmit={(values) => {
          byPasskey.reset()
          byPassword.mutate(values)
        }}
      />
    </div>
  )
}

interface PasswordFormProps {
  asksCode: boolean
  pending: boolean
  onSubmit: (values: SignIn) => void
}

function PasswordForm({ asksCode, pending, onSubmit }: PasswordFormProps) {
  const { t } = useText()
  const code = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (asksCode) code.current?.focus()
  }, [asksCode])
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { login: '', password: '', code: '' },
    validate: {
      login: (value) => (value.trim() === '' ? t('signIn.loginMissing') : null),
      password: (value) => (value === '' ? t('signIn.passwordMissing') : null),
      code: (value) => (asksCode && value.trim() === '' ? t('signIn.codeMissing') : null),
    },
  })
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit(({ login, password, code }) => {
        onSubmit({ login: login.trim(), password, ...(asksCode && { code: code.trim() }) })
      })}
    >
      <TextInput
        size="md"
        label={t('signIn.login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        key={form.key('login')}
        {...form.getInputProps('login')}
      />
      <PasswordInput
        size="md"
        label={t('signIn.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      {asksCode && (
        <TextInput
          size="md"
          label={t('signIn.code')}
          description={t('signIn.codeHelp')}
          autoComplete="one-time-code"
          ref={code}
          key={form.key('code')}
          {...form.getInputProps('code')}
        />
      )}
      <Button type="submit" size="md" variant={asksCode ? 'filled' : 'default'} loading={pending}>
        {t('nav.signIn')}
      </Button>
    </form>
  )
}

function needsCode(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === 'identity.codeRequired'
}
