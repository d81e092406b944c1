import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Card, Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { InstrumentFacts } from '../../features/law/instrument-facts.tsx'
import { instrumentQuery } from '../../features/law/queries.ts'
import { useText } from '../../lib/use-text.ts'

const route = getRouteApi('/law/$id')

export function InstrumentPage() {
  const { t } = useText()
  const { id } = route.useParams()
  const instrument = useQuery(instrumentQuery(id))
  return (
    <Page
      title={
        instrument.data === undefined
          ? t('law.one')
          : `${t(`instrumentKind.${instrument.data.kind}`)} ${instrument.data.number}`
      }
      crumbs={[
        <Link key="law" to="/law">
          {t('nav.law')}
        </Link>,
      ]}
      lead={instrument.data?.title}
      narrow
    >
      <QueryView query={instrument} skeleton={<Lines count={8} />}>
        {(data) => (
          <Card>
            <InstrumentFacts instrument={data} />
          </Card>
        )}
      </QueryView>
    </Page>
  )
}
