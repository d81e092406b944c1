import { Page, Section } from '../../components/page.tsx'
import { RequestList } from '../../features/identity/accounts/request-list.tsx'
import { UnitAccounts } from '../../features/identity/accounts/unit-accounts.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function UnitAccountsPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.unitAccounts')} lead={t('accounts.lead')}>
      <SignedIn>
        {(me) => (
          <>
            <UnitAccounts me={me} />
            <Section title={t('requests.ours')} help={t('requests.oursHelp')}>
              <RequestList me={me} state="all" />
            </Section>
          </>
        )}
      </SignedIn>
    </Page>
  )
}
