import { Link, useNavigate } from '@tanstack/react-router'
import { Card, Page } from '../../components/page.tsx'
import { RequestForm } from '../../features/identity/client/request-form.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function ClientRequestPage() {
  const { t } = useText()
  const navigate = useNavigate()
  const crumb = (
    <Link key="clients" to="/clients">
      {t('clients.title')}
    </Link>
  )
  return (
    <Page title={t('clients.request')} crumbs={[crumb]} lead={t('clients.requestLead')} narrow>
      <SignedIn needs="identity.client.request">
        {() => (
          <Card>
            <RequestForm
              onRequested={({ code }) => {
                void navigate({ to: '/clients/$code', params: { code } })
              }}
            />
          </Card>
        )}
      </SignedIn>
    </Page>
  )
}
