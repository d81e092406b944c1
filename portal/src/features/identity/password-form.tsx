import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { encode } from 'uqr'
import type { OfferedAuthenticator } from '../../api/types.ts'
import { CopyTextButton } from '../../components/copy.tsx'
import { useText } from '../../lib/use-text.ts'
import type { NewPassword } from './passkey.ts'
import classes from './identity.module.css'

interface PasswordFormProps {
  /** The secret to be scanned; null when the authenticator stays as it is. */
  offered: OfferedAuthenticator | null
  login: string
  pending: boolean
  action: string
  onSubmit: (made: Omit<NewPassword, 'authenticator'> & Partial<NewPassword>) => void
}

/** A password, and beside it an authenticator app that is scanned and shown to work. */
export function PasswordForm({ offered, login, pending, action, onSubmit }: PasswordFormProps) {
  const { t } = useText()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '', code: '' },
    validate: {
      password: (value) => (value === '' ? t('signIn.passwordMissing') : null),
      code: (value) => (offered && value.trim() === '' ? t('signIn.codeMissing') : null),
    },
  })
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit(({ password, code }) => {
        onSubmit({ password, ...(offered && { authenticator: { offer: offered.offer, code: code.trim() } }) })
      })}
    >
      {/* Password managers want to know whose password they keep. */}
      <input type="hidden" autoComplete="username" value={login} readOnly />
      <PasswordInput
        size="md"
        label={t('password.new')}
        description={t('password.help')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      {offered && (
        <>
          <Offer offered={offered} />
          <TextInput
            size="md"
            label={t('password.firstCode')}
            autoComplete="one-time-code"
            inputMode="numeric"
            key={form.key('code')}
            {...form.getInputProps('code')}
          />
        </>
      )}
      <Button type="submit" size="md" loading={pending}>
        {action}
      </Button>
    </form>
  )
}

function Offer({ offered }: { offered: OfferedAuthenticator }) {
  const { t } = useText()
  return (
    <div className={classes.offer}>
      <QrCode text={offered.uri} label={t('password.qr')} />
      <div className={classes.stack}>
        <p>{t('password.scan')}</p>
        <p className={classes.help}>{t('password.type')}</p>
        <code>{offered.secret}</code>
        <CopyTextButton text={offered.secret} label={t('action.copy')} />
      </div>
    </div>
  )
}

function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 0 })
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')))
  return (
    <svg role="img" aria-label={label} className={classes.qr} viewBox={`0 0 ${String(size)} ${String(size)}`}>
      <path d={squares.join('')} />
    </svg>
  )
}
