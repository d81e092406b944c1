import { useState } from 'react'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Violation } from '../../api/types.ts'
import { Notice } from '../../components/notice.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { HeadingSkeleton, Lines } from '../../components/skeletons.tsx'
import { EvidenceCard } from '../../features/access/violation/evidence-card.tsx'
import { NoticeClocks } from '../../features/access/violation/notice-clocks.tsx'
import { violationQuery, type NoticeName } from '../../features/access/violation/queries.ts'
import { ViolationFacts } from '../../features/access/violation/violation-facts.tsx'
import { ViolationMark } from '../../features/access/violation/violation-mark.tsx'
import { ViolationTimeline } from '../../features/access/violation/violation-timeline.tsx'
import { may, type Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import { SentDialog } from '../violation-dialogs.tsx'
import { ViolationActs } from '../violation-acts.tsx'

const route = getRouteApi('/violations/$id')

export function ViolationPage() {
  const { id } = route.useParams()
  return <SignedIn>{(me) => <Loaded id={id} me={me} />}</SignedIn>
}

function Loaded({ id, me }: { id: string; me: Me }) {
  const { t } = useText()
  const violation = useQuery(violationQuery(id))
  if (violation.data !== undefined) return <Shown violation={violation.data} me={me} />
  const title = t('violations.one')
  return (
    <Page
      title={title}
      heading={violation.isPending ? <HeadingSkeleton>{title}</HeadingSkeleton> : undefined}
      crumbs={[<ListLink key="violations" />]}
    >
      <QueryView query={violation} skeleton={<Lines count={8} />}>
        {() => null}
      </QueryView>
    </Page>
  )
}

function ListLink() {
  const { t } = useText()
  return <Link to="/violations">{t('nav.violations')}</Link>
}

function Shown({ violation, me }: { violation: Violation; me: Me }) {
  const { t } = useText()
  const { id, state, number, oversees, acts } = violation
  return (
    <Page
      title={t('violations.title', { number })}
      crumbs={[<ListLink key="violations" />]}
      lead={t(`violations.kinds.${violation.kind}`)}
      marks={<ViolationMark state={state} />}
      actions={<ViolationActs violation={violation} me={me} />}
    >
      <Notice
        icon={IconInfoCircle}
        tone={state === 'upheld' || state === 'dismissed' ? 'plain' : 'warn'}
        title={t(`violations.next.${state}.${oversees ? 'officer' : 'reporter'}`)}
      />
      <Section title={t('violations.particulars')}>
        <Card>
          <ViolationFacts violation={violation} />
        </Card>
      </Section>
      {violation.incident !== null && <Notices violation={violation} me={me} />}
      {oversees && (
        <Section title={t('violations.evidence')} help={t('violations.evidenceHelp')}>
          <EvidenceCard id={id} />
        </Section>
      )}
      <Section title={t('violations.course')}>
        <Card>
          <ViolationTimeline acts={acts} />
        </Card>
      </Section>
    </Page>
  )
}

function Notices({ violation, me }: { violation: Violation; me: Me }) {
  const { t } = useText()
  const [sent, setSent] = useState<NoticeName | undefined>(undefined)
  const maySend = may(me, 'access.violation.handle') && violation.may.includes('declareIncident')
  return (
    <Section title={t('violations.incident')} help={t('violations.incidentHelp')}>
      <Card>
        <NoticeClocks violation={violation} onSent={maySend ? setSent : undefined} />
      </Card>
      {sent !== undefined && (
        <SentDialog
          id={violation.id}
          notice={sent}
          onClose={() => {
            setSent(undefined)
          }}
        />
      )}
    </Section>
  )
}
