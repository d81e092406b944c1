import { Link, useNavigate } from '@tanstack/react-router'
import { Card, Page } from '../../components/page.tsx'
import { useText } from '../../lib/use-text.ts'
import { ReportForm } from '../report-violation-form.tsx'
import { SignedIn } from '../signed-in.tsx'

export function ViolationReportPage() {
  const { t } = useText()
  const navigate = useNavigate()
  return (
    <Page
      narrow
      title={t('violations.report')}
      crumbs={[
        <Link key="violations" to="/violations">
          {t('nav.violations')}
        </Link>,
      ]}
      lead={t('violations.reportLead')}
    >
      <SignedIn>
        {() => (
          <Card>
            <ReportForm onReported={({ id }) => void navigate({ to: '/violations/$id', params: { id } })} />
          </Card>
        )}
      </SignedIn>
    </Page>
  )
}
