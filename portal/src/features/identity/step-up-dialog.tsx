import { useEffect, useState } from 'react'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { setAskForProof, type ProofWay } from '../../api/step-up.ts'
import type { Session } from '../../api/types.ts'
import { Dialog } from '../../components/dialog.tsx'
import { useText } from '../../lib/use-text.ts'
import { Failure } from './failure.tsx'
import { OutsideButton } from './outside/outside-button.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { proveByPasskey, proveBySecret } from './passkey.ts'
import { sessionQuery } from './queries.ts'
import classes from './identity.module.css'

interface Asking {
  ways: ProofWay[]
  settle: (proven: boolean) => void
}

/** Asks the person to show again who they are, whenever what they do needs it. There is one of these in the portal. */
export function StepUpDialog() {
  const { t } = useText()
  const [asking, setAsking] = useState<Asking | null>(null)
  useEffect(() => {
    setAskForProof(
      (ways) =>
        new Promise((resolve) => {
          setAsking({ ways, settle: resolve })
        }),
    )
    return () => {
      setAskForProof(null)
    }
  }, [])
  const settle = (proven: boolean) => {
    asking?.settle(proven)
    setAsking(null)
  }
  return (
    <Dialog
      opened={asking !== null}
      onTop
      title={t('stepUp.title')}
      onClose={() => {
        settle(false)
      }}
    >
      {asking && (
        <Prove
          ways={asking.ways}
          onProven={() => {
            settle(true)
          }}
        />
      )}
    </Dialog>
  )
}

function Prove({ ways, onProven }: { ways: ProofWay[]; onProven: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const onSuccess = (session: Session) => {
    queries.setQueryData(sessionQuery.queryKey, session)
    onProven()
  }
  const byPasskey = useMutation({ mutationFn: proveByPasskey, onSuccess })
  const bySecret = useMutation({ mutationFn: proveBySecret, onSuccess })
  const secret = ways.find((way) => way === 'code' || way === 'password')
  return (
    <div className={classes.form}>
      <p>{t('stepUp.text')}</p>
      <Failure error={byPasskey.error ?? bySecret.error} />
      {ways.includes('passkey') && (
        <PasskeyButton
          label={t('stepUp.byPasskey')}
          pending={byPasskey.isPending}
          onPress={() => {
            bySecret.reset()
            byPasskey.mutate()
          }}
        />
      )}
      {ways.includes('outside') && <OutsideButton to={window.location.pathname + window.location.search} again />}
      {secret !== undefined && (
        <SecretForm
          way={secret}
          pending={bySecret.isPending}
          onSubmit={(text) => {
            byPasskey.reset()
            bySecret.mutate(secret === 'code' ? { code: text } : { password: text })
          }}
        />
      )}
    </div>
  )
}

interface SecretFormProps {
  way: 'code' | 'password'
  pending: boolean
  onSubmit: (text: string) => void
}

function SecretForm({ way, pending, onSubmit }: SecretFormProps) {
  const { t } = useText()
  const [text, setText] = useState('')
  const shared = {
    'data-autofocus': true,
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => {
      setText(event.currentTarget.value)
    },
  }
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onSubmit(text)
      }}
    >
      {way === 'code' ? (
        <TextInput
          {...shared}
          size="md"
          label={t('signIn.code')}
          description={t('signIn.codeHelp')}
          autoComplete="one-time-code"
        />
      ) : (
        <PasswordInput
          {...shared}
          size="md"
          label={t('signIn.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
      )}
      <Button type="submit" size="md" loading={pending}>
        {t('stepUp.go')}
      </Button>
    </form>
  )
}
