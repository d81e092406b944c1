import { IconTransferIn } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Card } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { datasetSubmissionsQuery } from '../../features/warehouse/queries.ts'
import { SubmissionTimeline } from '../../features/warehouse/submission-timeline.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/datasets/$code/submissions')

export function DatasetSubmissionsTab() {
  return <SignedIn needs="warehouse.submission.read">{() => <Submissions />}</SignedIn>
}

function Submissions() {
  const { t } = useText()
  const { code } = route.useParams()
  const submissions = useInfiniteQuery(datasetSubmissionsQuery(code))
  return (
    <QueryView query={submissions} skeleton={<Lines count={8} />}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        if (items.length === 0) {
          return (
            <Empty icon={IconTransferIn} title={t('submissions.noneHere')}>
              {t('submissions.noneHereHelp')}
            </Empty>
          )
        }
        return (
          <>
            <Card>
              <SubmissionTimeline submissions={items} />
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
