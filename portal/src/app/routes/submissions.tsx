import { LinkButton } from '../../components/link-button.tsx'
import { IconTransferIn, IconUpload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Card, Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { mySubmissionsQuery } from '../../features/warehouse/queries.ts'
import { SubmissionTimeline } from '../../features/warehouse/submission-timeline.tsx'
import { may, useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function SubmissionsPage() {
  const { t } = useText()
  const me = useMe()
  return (
    <Page
      title={t('nav.submissions')}
      lead={t('submissions.lead')}
      actions={
        may(me, 'warehouse.submission.submit') && (
          <LinkButton to="/submit" leftSection={<IconUpload size={17} />}>
            {t('nav.submit')}
          </LinkButton>
        )
      }
    >
      <SignedIn needs="warehouse.submission.read">{() => <List />}</SignedIn>
    </Page>
  )
}

function List() {
  const { t } = useText()
  const submissions = useInfiniteQuery(mySubmissionsQuery(20))
  return (
    <QueryView query={submissions} skeleton={<Lines count={8} />}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        if (items.length === 0) return <Empty icon={IconTransferIn} title={t('submissions.none')} />
        return (
          <>
            <Card>
              <SubmissionTimeline submissions={items} withDataset />
            </Card>
            <More
              hasMore={submissions.hasNextPage}
              loading={submissions.isFetchingNextPage}
              onMore={() => void submissions.fetchNextPage()}
            />
          </>
        )
      }}
    </QueryView>
  )
}
