import { Link, useNavigate } from '@tanstack/react-router'
import { Card, Page } from '../../components/page.tsx'
import { DatasetField } from '../../features/catalogue/dataset-field.tsx'
import { ActForm } from '../../features/identity/act/act-form.tsx'
import { InstrumentField } from '../../features/law/instrument-field.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function ActNewPage() {
  const { t } = useText()
  const navigate = useNavigate()
  const crumb = (
    <Link key="acts" to="/acts">
      {t('act.title')}
    </Link>
  )
  return (
    <Page title={t('act.new')} crumbs={[crumb]} lead={t('act.newLead')} narrow>
      <SignedIn needs="identity.act.prepare">
        {() => (
          <Card>
            <ActForm
              datasetField={(input) => <DatasetField {...input} />}
              instrumentField={(input) => <InstrumentField {...input} />}
              onPrepared={({ id }) => {
                void navigate({ to: '/acts/$id', params: { id } })
              }}
            />
          </Card>
        )}
      </SignedIn>
    </Page>
  )
}
