import { useState } from 'react'
import { Button, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBell, IconChecks } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { toProblem } from '../../api/problem.ts'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Card, Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { NoticeList } from '../../features/warehouse/notices/notice-list.tsx'
import { noticesQuery, useMarkRead } from '../../features/warehouse/notices/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/notices')

export function NoticesPage() {
  const { t } = useText()
  return (
    <Page title={t('notices.title')} lead={t('notices.lead')}>
      <SignedIn needs="warehouse.desk.read">{() => <Notices />}</SignedIn>
    </Page>
  )
}

function Notices() {
  const { t, format } = useText()
  const { state } = route.useSearch()
  const navigate = useNavigate()
  const shown = state === 'all' ? 'all' : 'open'
  const notices = useInfiniteQuery(noticesQuery(shown))
  const items = notices.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, justifyContent: 'space-between', marginBottom: 16 }}>
        <SegmentedControl
          aria-label={t('notices.which')}
          data={[
            { value: 'open', label: t('notices.open') },
            { value: 'all', label: t('notices.allStates') },
          ]}
          value={shown}
          onChange={(value) => {
            void navigate({ to: '/notices', search: value === 'all' ? { state: 'all' } : {}, replace: true })
          }}
        />
        <ReadAll unread={items.filter((each) => each.readAt === null && each.closedAt === null).map(({ id }) => id)} />
      </div>
      <QueryView query={notices} skeleton={<ListSkeleton items={4} />}>
        {() =>
          items.length === 0 ? (
            <Empty icon={IconBell} title={t('notices.none')}>
              {t('notices.noneHelp')}
            </Empty>
          ) : (
            <>
              <Card padded={false}>
                <NoticeList notices={items} />
              </Card>
              <More
                hasMore={notices.hasNextPage}
                loading={notices.isFetchingNextPage}
                onMore={() => void notices.fetchNextPage()}
              >
                {t('notices.shown', { count: items.length, number: format.number(items.length) })}
              </More>
            </>
          )
        }
      </QueryView>
    </>
  )
}

function ReadAll({ unread }: { unread: string[] }) {
  const { t } = useText()
  const [busy, setBusy] = useState(false)
  const markRead = useMarkRead()
  const read = async () => {
    setBusy(true)
    try {
      await markRead(unread)
    } catch (error) {
      notifications.show({ color: 'brick', message: toProblem(error).title })
    }
    setBusy(false)
  }
  return (
    <Button
      variant="default"
      leftSection={<IconChecks size={17} />}
      loading={busy}
      disabled={unread.length === 0}
      onClick={() => void read()}
    >
      {t('notices.readAll')}
    </Button>
  )
}
