import { IconInfoCircle, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Incident } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Facts } from '../../components/facts.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Moment } from '../../components/moment.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { HeadingSkeleton, Lines } from '../../components/skeletons.tsx'
import { IncidentActs } from '../incident-acts.tsx'
import { IncidentMark } from '../../features/access/incident/incident-mark.tsx'
import { IncidentTimeline } from '../../features/access/incident/incident-timeline.tsx'
import { markerText } from '../../features/access/incident/marker-text.ts'
import { incidentQuery } from '../../features/access/incident/queries.ts'
import { may, type Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/incidents/$id')

export function IncidentPage() {
  const { id } = route.useParams()
  return <SignedIn needs="access.incident.read">{(me) => <Loaded id={id} me={me} />}</SignedIn>
}

function Loaded({ id, me }: { id: string; me: Me }) {
  const { t } = useText()
  const incident = useQuery(incidentQuery(id))
  if (incident.data !== undefined) return <Shown incident={incident.data} me={me} />
  const title = t('incidents.one')
  return (
    <Page
      title={title}
      heading={incident.isPending ? <HeadingSkeleton>{title}</HeadingSkeleton> : undefined}
      crumbs={[<ListLink key="incidents" />]}
    >
      <QueryView query={incident} skeleton={<Lines count={8} />}>
        {() => null}
      </QueryView>
    </Page>
  )
}

function ListLink() {
  const { t } = useText()
  return <Link to="/incidents">{t('nav.incidents')}</Link>
}

function Shown({ incident, me }: { incident: Incident; me: Me }) {
  const { t, named } = useText()
  return (
    <Page
      title={t('incidents.title', { dataset: named(incident.dataset) })}
      crumbs={[<ListLink key="incidents" />]}
      lead={markerText(incident, t)}
      marks={<IncidentMark state={incident.state} />}
      actions={<IncidentActs incident={incident} me={me} />}
    >
      <NextStep incident={incident} me={me} />
      <Section title={t('incidents.course')}>
        <Card>
          <IncidentTimeline acts={incident.acts} />
        </Card>
      </Section>
      <Section title={t('incidents.particulars')} help={t('incidents.particularsHelp')}>
        <Card>
          <IncidentFacts incident={incident} />
        </Card>
      </Section>
    </Page>
  )
}

/** What there is to do, for who reads it. */
function NextStep({ incident, me }: { incident: Incident; me: Me }) {
  const { t } = useText()
  const { state, upload, submission, dataset } = incident
  const reader = may(me, 'access.incident.handle') ? 'officer' : 'sender'
  const isUploadBack = state === 'released' && upload !== null && me.unit.name === incident.sentBy.unit
  return (
    <Notice
      icon={IconInfoCircle}
      tone={state === 'open' || state === 'release-asked' ? 'warn' : 'plain'}
      title={t(`incidents.next.${state}.${reader}`)}
      actions={
        <>
          {isUploadBack && (
            <LinkButton to="/submit" search={{ dataset: dataset.code, upload }} leftSection={<IconUpload size={17} />}>
              {t('incidents.goOn')}
            </LinkButton>
          )}
          {submission !== null && (
            <LinkButton to="/submissions/$id" params={{ id: submission }} variant="default">
              {t('incidents.seeSubmission')}
            </LinkButton>
          )}
        </>
      }
    />
  )
}

function IncidentFacts({ incident }: { incident: Incident }) {
  const { t, format, named } = useText()
  return (
    <Facts
      facts={[
        { name: t('incidents.dataset'), value: named(incident.dataset) },
        { name: t('incidents.sentBy'), value: `${incident.sentBy.account}, ${incident.sentBy.unit}` },
        { name: t('incidents.openedAt'), value: <Moment at={incident.openedAt} /> },
        {
          name: t('incidents.sealedAt'),
          value: incident.sealedAt === null ? t('incidents.sealing') : <Moment at={incident.sealedAt} />,
        },
        { name: t('incidents.size'), value: format.bytes(incident.bytes) },
        { name: t('incidents.digest'), value: <Digest value={incident.digest} /> },
      ]}
    />
  )
}
