import { IconFlask } from '@tabler/icons-react'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Page } from '../../components/page.tsx'
import { Consents } from '../../features/identity/openid/consents.tsx'
import { Passkeys } from '../../features/identity/passkeys.tsx'
import { PasswordSection } from '../../features/identity/password-section.tsx'
import type { Me } from '../../features/identity/queries.ts'
import { OpenSessions, SignInHistory } from '../../features/identity/sessions.tsx'
import { Tokens } from '../../features/identity/tokens.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function AccountPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.account')} lead={t('account.lead')}>
      <SignedIn>
        {(me) => (
          <>
            {me.isDemo && (
              <div style={{ marginBottom: 16 }}>
                <Notice icon={IconFlask} title={t('account.demo')}>
                  <p>{t('account.demoText')}</p>
                </Notice>
              </div>
            )}
            <Who me={me} />
            <Passkeys />
            <PasswordSection me={me} />
            <OpenSessions />
            <Consents />
            <SignInHistory />
            <Tokens />
          </>
        )}
      </SignedIn>
    </Page>
  )
}

function Who({ me }: { me: Me }) {
  const { t, named } = useText()
  return (
    <Card>
      <Facts
        facts={[
          { name: t('account.name'), value: me.name },
          { name: t('account.login'), value: <code>{me.login}</code> },
          { name: t('account.unit'), value: named(me.unit) },
          { name: t('account.roles'), value: me.roles.map((role) => t(`role.${role}`)).join(', ') },
        ]}
      />
    </Card>
  )
}
