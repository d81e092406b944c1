import { Facts } from '../../components/facts.tsx'
import { Card, Page } from '../../components/page.tsx'
import type { Me } from '../../features/identity/queries.ts'
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
            <Who me={me} />
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
