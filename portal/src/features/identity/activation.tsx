import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LinkFacts, OfferedAuthenticator, Session } from '../../api/types.ts'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useText } from '../../lib/use-text.ts'
import { Failure } from './failure.tsx'
import { LinkCode } from './link/link-code.tsx'
import { linkQuery, offerAuthenticatorByLink } from './factor-queries.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { redeemWithPasskey, redeemWithPassword, type NewPassword } from './passkey.ts'
import { PasswordForm } from './password-form.tsx'
import { startOver } from './queries.ts'
import classes from './identity.module.css'

/** What the bearer of a one-time link does with it: says yes to who they are, and sets up how to sign in. */
export function Activation({ token, onSignedIn }: { token: string; onSignedIn: () => void }) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const isWhole = !token.endsWith('.') || code !== ''
  const link = useQuery({ ...linkQuery(token + code), enabled: isWhole })
  if (!isWhole) return <LinkCode onCode={setCode} />
  return (
    <div className={classes.stack}>
      <QueryView query={link} skeleton={<Lines count={6} />}>
        {(facts) => <SetUp token={token + code} facts={facts} onSignedIn={onSignedIn} />}
      </QueryView>
      {link.isError && code !== '' && (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setCode('')
            }}
          >
            {t('activate.codeAgain')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface SetUpProps {
  token: string
  facts: LinkFacts
  onSignedIn: () => void
}

function SetUp({ token, facts, onSignedIn }: SetUpProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const [offered, setOffered] = useState<OfferedAuthenticator | null>(null)
  const onSuccess = async (session: Session) => {
    const forgotten = startOver(queries, session)
    onSignedIn()
    await forgotten
  }
  const byPasskey = useMutation({ mutationFn: () => redeemWithPasskey(token, t('passkey.first')), onSuccess })
  const offer = useMutation({ mutationFn: () => offerAuthenticatorByLink(token), onSuccess: setOffered })
  const byPassword = useMutation({ mutationFn: (made: NewPassword) => redeemWithPassword(token, made), onSuccess })
  return (
    <div className={classes.stack}>
      <Whose facts={facts} />
      <Failure error={byPasskey.error ?? offer.error ?? byPassword.error} />
      {offered ? (
        <Card>
          <PasswordForm
            offered={offered}
            login={facts.login}
            pending={byPassword.isPending}
            action={t('activate.finish')}
            onSubmit={({ password, authenticator }) => {
              if (authenticator) byPassword.mutate({ password, authenticator })
            }}
          />
        </Card>
      ) : (
        <Card>
          <div className={classes.form}>
            <p>{t('activate.passkey')}</p>
            <PasskeyButton
              label={t('activate.byPasskey')}
              pending={byPasskey.isPending}
              onPress={() => {
                byPasskey.mutate()
              }}
            />
            <p className={classes.or}>{t('signIn.or')}</p>
            <Button
              size="md"
              variant="default"
              loading={offer.isPending}
              onClick={() => {
                byPasskey.reset()
                offer.mutate()
              }}
            >
              {t('activate.byPassword')}
            </Button>
          </div>
        </Card>
      )}
    </div>
  )
}

function Whose({ facts }: { facts: LinkFacts }) {
  const { t, named, format } = useText()
  const roleNames = (roles: LinkFacts['roles']) => roles.map((role) => t(`role.${role}`)).join(', ')
  return (
    <>
      <Card>
        <Facts
          facts={[
            { name: t('account.name'), value: facts.name },
            { name: t('account.login'), value: <code>{facts.login}</code> },
            { name: t('account.unit'), value: named(facts.unit) },
            { name: t('account.roles'), value: roleNames(facts.roles) },
            { name: t('activate.until'), value: format.instant(facts.expiresAt) },
          ]}
        />
      </Card>
      {facts.guardedRoles.length > 0 && (
        <Notice
          tone="warn"
          icon={IconShieldLock}
          title={t('activate.guarded', { roles: roleNames(facts.guardedRoles) })}
        >
          <p>{t('activate.guardedText')}</p>
        </Notice>
      )}
    </>
  )
}
