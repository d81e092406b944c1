import { Page } from '../../components/page.tsx'
import { GrantList } from '../../features/access/grant/grant-list.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

/** Consents as they are carried out: those the unit uses and those over its data. */
export function GrantsPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.grants')} lead={t('grants.lead')}>
      <SignedIn needs="access.grant.read">{() => <GrantList />}</SignedIn>
    </Page>
  )
}
