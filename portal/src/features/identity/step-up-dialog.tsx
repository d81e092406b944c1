import { useEffect, useState } from 'react'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { setAsking, type ProofWay, type SignedAct } from '../../api/step-up.ts'
import type { Session } from '../../api/types.ts'
import { Dialog } from '../../components/dialog.tsx'
import { useText } from '../../lib/use-text.ts'
import { Failure } from './failure.tsx'
import { OutsideButton } from './outside/outside-button.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { proveByPasskey, proveBySecret, signByPasskey } from './passkey.ts'
import { sessionQuery } from './queries.ts'
import classes from './identity.module.css'

type Asked =
  | { kind: 'proof'; ways: ProofWay[]; settle: (proven: boolean) => void }
  | { kind: 'signature'; act: SignedAct; settle: (signature: string | null) => void }

/** Asks the person to show again who they are, or to sign, whenever what they do needs it. There is one of these in the portal. */
export function StepUpDialog() {
  const { t } = useText()
  const [asked, setAsked] = useState<Asked | null>(null)
  useEffect(() => {
    setAsking({
      forProof: (ways) =>
        new Promise((settle) => {
          setAsked({ kind: 'proof', ways, settle })
        }),
      forSignature: (act) =>
        new Promise((settle) => {
          setAsked({ kind: 'signature', act, settle })
        }),
    })
    return () => {
      setAsking(null)
    }
  }, [])
  const giveUp = () => {
    if (asked?.kind === 'proof') asked.settle(false)
    else asked?.settle(null)
    setAsked(null)
  }
  return (
    <Dialog
      opened={asked !== null}
      onTop
      title={asked?.kind === 'signature' ? t('stepUp.signTitle') : t('stepUp.title')}
      onClose={giveUp}
    >
      {asked?.kind === 'proof' && (
        <Prove
          ways={asked.ways}
          onProven={() => {
            asked.settle(true)
            setAsked(null)
          }}
        />
      )}
      {asked?.kind === 'signature' && (
        <Sign
          act={asked.act}
          onSigned={(signature) => {
            asked.settle(signature)
            setAsked(null)
          }}
        />
      )}
    </Dialog>
  )
}

function Sign({ act, onSigned }: { act: SignedAct; onSigned: (signature: string) => void }) {
  const { t } = useText()
  const signing = useMutation({ mutationFn: signByPasskey, onSuccess: onSigned })
  return (
    <div className={classes.form}>
      <p>{t('stepUp.signText')}</p>
      <Failure error={signing.error} />
      <PasskeyButton
        label={t('stepUp.sign')}
        pending={signing.isPending}
        onPress={() => {
          signing.mutate(act)
        }}
      />
    </div>
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
