import { useState } from 'react'
import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Page } from '../../components/page.tsx'
import { ReceiveDialog } from '../../features/access/subject-request/receive-dialog.tsx'
import { RequestList } from '../../features/access/subject-request/request-list.tsx'
import { SubjectNotices } from '../../features/access/subject-request/subject-notices.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/subject-requests')

/** The desk at which people ask about their own data. */
export function SubjectRequestsPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.subjectRequests')} lead={t('subjects.lead')}>
      <SignedIn needs="access.subjectRequest.handle">{() => <Desk />}</SignedIn>
    </Page>
  )
}

function Desk() {
  const { t } = useText()
  const { state } = route.useSearch()
  const navigate = useNavigate()
  const [receiving, setReceiving] = useState(false)
  const shown = state === 'all' ? 'all' : 'open'
  return (
    <>
      <SubjectNotices />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, justifyContent: 'space-between', margin: '16px 0' }}>
        <SegmentedControl
          aria-label={t('subjects.which')}
          data={[
            { value: 'open', label: t('subjects.open') },
            { value: 'all', label: t('subjects.all') },
          ]}
          value={shown}
          onChange={(value) => {
            void navigate({ to: '/subject-requests', search: value === 'all' ? { state: 'all' } : {}, replace: true })
          }}
        />
        <Button
          leftSection={<IconPlus size={17} />}
          onClick={() => {
            setReceiving(true)
          }}
        >
          {t('subjects.receive')}
        </Button>
      </div>
      <RequestList state={shown} />
      {receiving && (
        <ReceiveDialog
          onClose={() => {
            setReceiving(false)
          }}
          onReceived={({ id }) => {
            void navigate({ to: '/subject-requests/$id', params: { id } })
          }}
        />
      )}
    </>
  )
}
