import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { subjectRequestQuery } from '../../features/access/subject-request/queries.ts'
import { ReadsAnswer } from '../../features/access/subject-request/reads-answer.tsx'
import { RequestActs } from '../../features/access/subject-request/request-acts.tsx'
import { RequestFacts } from '../../features/access/subject-request/request-facts.tsx'
import { ClockMark, RequestMark } from '../../features/access/subject-request/request-marks.tsx'
import { RequestSteps } from '../../features/access/subject-request/request-steps.tsx'
import { useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/subject-requests/$id')

export function SubjectRequestPage() {
  const { t } = useText()
  const { id } = route.useParams()
  const request = useQuery({ ...subjectRequestQuery(id), enabled: Boolean(useMe()) }).data
  return (
    <Page
      title={request ? `${request.number} · ${t(`subjects.kind.${request.kind}`)}` : t('nav.subjectRequests')}
      crumbs={[
        <Link key="requests" to="/subject-requests">
          {t('nav.subjectRequests')}
        </Link>,
      ]}
      marks={
        request && (
          <>
            <RequestMark state={request.state} />
            <ClockMark clock={request.clock} />
          </>
        )
      }
    >
      <SignedIn needs="access.subjectRequest.handle">{() => <Parts id={id} />}</SignedIn>
    </Page>
  )
}

function Parts({ id }: { id: string }) {
  const { t } = useText()
  const request = useQuery(subjectRequestQuery(id))
  return (
    <QueryView query={request} skeleton={<Lines count={8} />}>
      {(data) => (
        <>
          <RequestActs request={data} />
          <Section title={t('subjects.about')}>
            <RequestFacts request={data} />
          </Section>
          {data.acts.includes('reads') && <ReadsAnswer request={data} />}
          <Section title={t('subjects.steps')}>
            <RequestSteps id={id} />
          </Section>
        </>
      )}
    </QueryView>
  )
}
