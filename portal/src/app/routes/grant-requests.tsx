import { SegmentedControl } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Page } from '../../components/page.tsx'
import { GrantRequestList } from '../../features/access/grant/request-list.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from '../../features/access/grant/grant.module.css'

const route = getRouteApi('/grant-requests')

/** Requests for data beyond the remit: the unit's own, and those that wait for it (Điều 11.2). */
export function GrantRequestsPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.grantRequests')} lead={t('grantRequests.lead')}>
      <SignedIn needs="access.grant.read">{() => <Requests />}</SignedIn>
    </Page>
  )
}

function Requests() {
  const { t } = useText()
  const { which } = route.useSearch()
  const navigate = useNavigate()
  const shown = which === 'all' ? 'all' : 'open'
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('grantRequests.which')}
          data={[
            { value: 'open', label: t('grantRequests.open') },
            { value: 'all', label: t('grantRequests.all') },
          ]}
          value={shown}
          onChange={(value) => {
            void navigate({ to: '/grant-requests', search: value === 'all' ? { which: 'all' } : {}, replace: true })
          }}
        />
      </div>
      <GrantRequestList which={shown} />
    </>
  )
}
