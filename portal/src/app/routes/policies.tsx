import { IconGavel, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Citation } from '../../components/citation.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines, TableSkeleton } from '../../components/skeletons.tsx'
import type { PolicyStanding } from '../../api/types.ts'
import { PolicyBrowser } from '../../features/access/policy-browser.tsx'
import { policiesQuery, policySetsQuery } from '../../features/access/policy-queries.ts'
import { PolicySetList } from '../../features/access/policy-set-list.tsx'
import { ProposeButton } from '../../features/access/propose-dialog.tsx'
import { may, useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function PoliciesPage() {
  const { t } = useText()
  const me = useMe()
  const navigate = useNavigate()
  return (
    <Page
      title={t('policies.title')}
      lead={t('policies.lead')}
      actions={
        may(me, 'access.policy.propose') && (
          <ProposeButton
            onProposed={({ number }) => {
              void navigate({ to: '/policies/$number', params: { number: String(number) } })
            }}
          />
        )
      }
    >
      <SignedIn>{() => <Policies />}</SignedIn>
    </Page>
  )
}

function Policies() {
  const { t } = useText()
  const standing = useQuery(policiesQuery)
  const sets = useQuery(policySetsQuery)
  return (
    <>
      <QueryView query={standing} skeleton={<Lines count={10} />}>
        {(data) => (
          <>
            <Standing standing={data} />
            <PolicyBrowser policies={data.policies} />
          </>
        )}
      </QueryView>
      <Section title={t('policies.proposals')} help={t('policies.proposalsHelp')}>
        <QueryView query={sets} skeleton={<TableSkeleton rows={3} columns={4} />}>
          {({ items }) => <PolicySetList sets={items} />}
        </QueryView>
      </Section>
    </>
  )
}

function Standing({ standing: { approved, releaseDiffers } }: { standing: PolicyStanding }) {
  const { t } = useText()
  if (approved === null) return <Notice icon={IconInfoCircle} title={t('policies.ofRelease')} />
  return (
    <Notice icon={IconGavel} tone="accent" title={t('policies.ofCity', { number: approved.number })}>
      {approved.instrument !== null && <Citation instrument={approved.instrument} />}
      {releaseDiffers && <p>{t('policies.releaseDiffers')}</p>}
    </Notice>
  )
}
