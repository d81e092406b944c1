import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { PolicySetDetail } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { Facts } from '../../components/facts.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { HeadingSkeleton, Lines } from '../../components/skeletons.tsx'
import { PolicyChanges } from '../../features/access/policy-changes.tsx'
import { PolicyDecisionButtons } from '../policy-decision.tsx'
import { policySetQuery } from '../../features/access/policy-queries.ts'
import { PolicyRehearsal } from '../../features/access/policy-rehearsal.tsx'
import { PolicySetMark } from '../../features/access/policy-set-list.tsx'
import { may, type Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/policies/$number')

export function PolicySetPage() {
  const { number } = route.useParams()
  return <SignedIn>{(me) => <Loaded number={Number(number)} me={me} />}</SignedIn>
}

function Loaded({ number, me }: { number: number; me: Me }) {
  const { t } = useText()
  const set = useQuery(policySetQuery(number))
  if (set.data !== undefined) return <Shown detail={set.data} me={me} />
  const title = t('policies.numbered', { number })
  return (
    <Page
      title={title}
      heading={set.isPending ? <HeadingSkeleton>{title}</HeadingSkeleton> : undefined}
      crumbs={[<PoliciesLink key="policies" />]}
    >
      <QueryView query={set} skeleton={<Lines count={8} />}>
        {() => null}
      </QueryView>
    </Page>
  )
}

function PoliciesLink() {
  const { t } = useText()
  return <Link to="/policies">{t('policies.title')}</Link>
}

function Shown({ detail: { policySet, files, changes }, me }: { detail: PolicySetDetail; me: Me }) {
  const { t } = useText()
  const isOpen = policySet.state === 'proposed'
  return (
    <Page
      title={t('policies.numbered', { number: policySet.number })}
      lead={policySet.reason}
      crumbs={[<PoliciesLink key="policies" />]}
      marks={<PolicySetMark state={policySet.state} />}
      actions={isOpen && may(me, 'access.policy.decide') && <PolicyDecisionButtons number={policySet.number} />}
    >
      <SetFacts set={policySet} />
      {isOpen && (
        <Section title={t('policies.changes')} help={t('policies.changesHelp')}>
          <PolicyChanges changes={changes} />
        </Section>
      )}
      {isOpen && may(me, 'access.policy.rehearse') && (
        <Section title={t('policies.rehearsal')} help={t('policies.rehearsalHelp')}>
          <PolicyRehearsal files={files} />
        </Section>
      )}
    </Page>
  )
}

function SetFacts({ set }: { set: PolicySetDetail['policySet'] }) {
  const { t, format } = useText()
  return (
    <Card>
      <Facts
        facts={[
          { name: t('policies.proposedBy'), value: `${set.proposer}, ${format.instant(set.proposedAt)}` },
          set.decidedAt === null ? null : { name: t('policies.decidedAt'), value: format.instant(set.decidedAt) },
          set.instrument === null
            ? null
            : { name: t('policies.instrument'), value: <Citation instrument={set.instrument} /> },
          set.refusal === null ? null : { name: t('policies.refusal'), value: set.refusal },
        ]}
      />
    </Card>
  )
}
