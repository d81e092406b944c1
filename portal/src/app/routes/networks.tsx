import { Page } from '../../components/page.tsx'
import { NetworkList } from '../../features/access/zone/network-list.tsx'
import { RefusalTable } from '../../features/access/zone/refusal-table.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

/** From which networks the warehouse is reached, and who came from elsewhere (Điều 13.2). */
export function NetworksPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.networks')} lead={t('network.lead')}>
      <SignedIn>
        {(me) => (
          <>
            <NetworkList mayChange={me.roles.includes('administrator')} />
            <RefusalTable />
          </>
        )}
      </SignedIn>
    </Page>
  )
}
