import { Page } from '../../components/page.tsx'
import { ImpactList } from '../../features/access/impact-file/impact-list.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function ImpactFilesPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.impactFiles')} lead={t('impact.lead')}>
      <SignedIn needs="access.impactFile.read">{() => <ImpactList />}</SignedIn>
    </Page>
  )
}
