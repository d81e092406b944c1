import { SegmentedControl } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Page } from '../../components/page.tsx'
import { AskForUnit } from '../../features/identity/accounts/ask-for-unit.tsx'
import { RequestList } from '../../features/identity/accounts/request-list.tsx'
import { WaitingLinks } from '../../features/identity/link/waiting-links.tsx'
import { OutsideLinks } from '../../features/identity/outside/outside-links.tsx'
import { looksAfterAccounts } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/account-requests')

/** The inbox of those who decide on accounts. */
export function AccountRequestsPage() {
  const { t } = useText()
  const { state } = route.useSearch()
  const navigate = useNavigate()
  const shown = state === 'all' ? 'all' : 'open'
  return (
    <Page title={t('nav.accountRequests')} lead={t('requests.lead')}>
      <SignedIn>
        {(me) => {
          const looksAfter = looksAfterAccounts(me)
          return (
            <>
              <div style={{ marginBottom: 16 }}>
                <SegmentedControl
                  aria-label={t('requests.which')}
                  data={[
                    { value: 'open', label: t('requests.open') },
                    { value: 'all', label: t('requests.allStates') },
                  ]}
                  value={shown}
                  onChange={(value) => {
                    void navigate({
                      to: '/account-requests',
                      search: value === 'all' ? { state: 'all' } : {},
                      replace: true,
                    })
                  }}
                />
              </div>
              {looksAfter && <AskForUnit />}
              <RequestList me={me} state={shown} />
              {looksAfter && <WaitingLinks login={me.login} />}
              {looksAfter && <OutsideLinks mayLink={me.roles.includes('coordinator')} />}
            </>
          )
        }}
      </SignedIn>
    </Page>
  )
}
