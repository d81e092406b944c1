import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { GrantRequest } from '../../api/types.ts'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { grantRequestQuery } from '../../features/access/grant/queries.ts'
import { RequestChanges } from '../../features/access/grant/request-changes.tsx'
import { GrantRequestFacts } from '../../features/access/grant/request-facts.tsx'
import { RequestMarks } from '../../features/access/grant/request-marks.tsx'
import { GrantRequestSteps } from '../../features/access/grant/request-steps.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { GrantRequestActs } from '../grant-request-acts.tsx'
import { fieldsOf, GrantedExtent } from '../granted-extent.tsx'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/grant-requests/$id')

export function GrantRequestPage() {
  const { t, named } = useText()
  const { id } = route.useParams()
  const request = useQuery({ ...grantRequestQuery(id), enabled: Boolean(useMe()) }).data
  return (
    <Page
      title={request ? `${request.number} · ${named(request.dataset)}` : t('nav.grantRequests')}
      crumbs={[
        <Link key="requests" to="/grant-requests">
          {t('nav.grantRequests')}
        </Link>,
      ]}
      marks={request && <RequestMarks request={request} />}
    >
      <SignedIn needs="access.grant.read">{() => <Parts id={id} />}</SignedIn>
    </Page>
  )
}

function Parts({ id }: { id: string }) {
  const { t } = useText()
  const query = useQuery(grantRequestQuery(id))
  return (
    <QueryView query={query} skeleton={<Lines count={8} />}>
      {(request) => {
        const { dataset, extent, startsAt, endsAt } = request
        return (
          <>
            <GrantRequestActs request={request} />
            <Section title={t('grantRequests.about')}>
              <GrantRequestFacts request={request} />
            </Section>
            {request.kind === 'amendment' && <Amended request={request} />}
            <Section title={t('grants.extent')} help={t('grants.extentHelp')}>
              <GrantedExtent dataset={dataset.code} {...{ extent, startsAt, endsAt }} />
            </Section>
            <Section title={t('grantRequests.steps')}>
              <GrantRequestSteps id={id} />
            </Section>
          </>
        )
      }}
    </QueryView>
  )
}

function Amended({ request: { changes, dataset } }: { request: GrantRequest }) {
  const { t } = useText()
  const query = useQuery(datasetQuery(dataset.code))
  return (
    <Section title={t('grantRequests.changes')}>
      <QueryView query={query} skeleton={<Lines count={3} />}>
        {(data) => <RequestChanges changes={changes} fields={fieldsOf(data)} />}
      </QueryView>
    </Section>
  )
}
