import { useState } from 'react'
import { Button, Group } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Factors, OfferedAuthenticator } from '../../api/types.ts'
import { CopyTextButton } from '../../components/copy.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Facts } from '../../components/facts.tsx'
import { Mark } from '../../components/mark.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useText } from '../../lib/use-text.ts'
import { Failure } from './failure.tsx'
import { factorsQuery, makeRecoveryCodes, offerAuthenticator, setPassword } from './factor-queries.ts'
import { PasswordForm } from './password-form.tsx'
import type { Me } from './queries.ts'
import classes from './identity.module.css'

/** Password, authenticator app and recovery codes: the other way to sign in. */
export function PasswordSection({ me }: { me: Me }) {
  const { t } = useText()
  const factors = useQuery(factorsQuery)
  return (
    <Section title={t('password.title')} help={t(me.isDemo ? 'password.demo' : 'password.lead')}>
      <QueryView query={factors} skeleton={<Lines count={3} />}>
        {(data) => (
          <Card>
            <div className={classes.stack}>
              <State factors={data} />
              {!me.isDemo && <Acts me={me} factors={data} />}
            </div>
          </Card>
        )}
      </QueryView>
    </Section>
  )
}

function State({ factors }: { factors: Factors }) {
  const { t, format } = useText()
  const mark = (isThere: boolean) => (
    <Mark tone={isThere ? 'ok' : 'plain'} icon={isThere ? IconCircleCheck : IconCircleDashed}>
      {t(isThere ? 'password.isSet' : 'password.notSet')}
    </Mark>
  )
  const { hasPassword, hasAuthenticator, passwordSetAt, recoveryCodesLeft } = factors
  return (
    <Facts
      facts={[
        {
          name: t('signIn.password'),
          value: (
            <>
              {mark(hasPassword)} {passwordSetAt !== null && format.dayOf(passwordSetAt)}
            </>
          ),
        },
        { name: t('password.app'), value: mark(hasAuthenticator) },
        { name: t('password.codes'), value: t('password.codesLeft', { count: recoveryCodesLeft }) },
      ]}
    />
  )
}

function Acts({ me, factors }: { me: Me; factors: Factors }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [changing, setChanging] = useState<{ offered: OfferedAuthenticator | null } | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: factorsQuery.queryKey })
  const begin = useMutation({
    mutationFn: async (withApp: boolean) => ({ offered: withApp ? await offerAuthenticator() : null }),
    onSuccess: setChanging,
  })
  const codes = useMutation({ mutationFn: makeRecoveryCodes, onSuccess: refresh })
  const button = (label: string, onClick: () => void, loading = false) => (
    <Button variant="default" loading={loading} onClick={onClick}>
      {label}
    </Button>
  )
  const change = (withApp: boolean) => () => {
    begin.mutate(withApp)
  }
  const close = () => {
    setChanging(null)
  }
  return (
    <>
      <Failure error={begin.error ?? codes.error} />
      <Group gap="sm">
        {factors.hasAuthenticator && button(t('password.change'), change(false))}
        {button(
          t(factors.hasAuthenticator ? 'password.changeBoth' : 'password.setBoth'),
          change(true),
          begin.isPending,
        )}
        {factors.hasAuthenticator && button(t('password.makeCodes'), codes.mutate, codes.isPending)}
      </Group>
      <Dialog opened={changing !== null} size="lg" title={t('password.title')} onClose={close}>
        {changing && <Change login={me.login} offered={changing.offered} onDone={close} />}
      </Dialog>
      <Codes codes={codes.data?.codes ?? null} onClose={codes.reset} />
    </>
  )
}

interface ChangeProps {
  login: string
  offered: OfferedAuthenticator | null
  onDone: () => void
}

function Change({ login, offered, onDone }: ChangeProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: setPassword,
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: factorsQuery.queryKey })
    },
  })
  return (
    <div className={classes.form}>
      <Failure error={save.error} />
      <PasswordForm
        offered={offered}
        login={login}
        pending={save.isPending}
        action={t('action.save')}
        onSubmit={save.mutate}
      />
    </div>
  )
}

function Codes({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  const { t } = useText()
  return (
    <Dialog opened={codes !== null} size="lg" keepOpen title={t('password.codes')} onClose={onClose}>
      {codes && (
        <div className={classes.stack}>
          <Notice tone="warn" icon={IconAlertTriangle} title={t('password.codesOnce')}>
            <p>{t('password.codesText')}</p>
          </Notice>
          <ul className={classes.codes}>
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <div>
            <CopyTextButton text={codes.join('\n')} label={t('action.copy')} />
          </div>
          <Button onClick={onClose}>{t('password.codesStored')}</Button>
        </div>
      )}
    </Dialog>
  )
}
