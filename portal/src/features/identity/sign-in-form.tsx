import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../api/problem.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { signIn, startOver } from './queries.ts'
import classes from './sign-in-form.module.css'

export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { login: '', password: '' },
    validate: {
      login: (value) => (value.trim() === '' ? t('signIn.loginMissing') : null),
      password: (value) => (value === '' ? t('signIn.passwordMissing') : null),
    },
  })
  const attempt = useMutation({
    mutationFn: (values: { login: string; password: string }) => signIn(values.login.trim(), values.password),
    onSuccess: async (session) => {
      const forgotten = startOver(queries, session)
      onSignedIn()
      await forgotten
    },
  })
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit((values) => {
        attempt.mutate(values)
      })}
    >
      {attempt.isError && <ProblemView problem={withoutSignInLink(toProblem(attempt.error))} />}
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
      <Button type="submit" size="md" loading={attempt.isPending}>
        {t('nav.signIn')}
      </Button>
    </form>
  )
}

/** A failed sign-in is a 401 too; its way out is this very form. */
function withoutSignInLink<P extends { status: number }>(problem: P): P {
  return problem.status === 401 ? { ...problem, status: 403 } : problem
}
