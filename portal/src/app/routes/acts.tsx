import { IconGitMerge } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { ActList } from '../../features/identity/act/act-list.tsx'
import { actsQuery } from '../../features/identity/act/queries.ts'
import { may, useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

export function ActsPage() {
  const { t } = useText()
  const me = useMe()
  return (
    <Page
      title={t('act.title')}
      lead={t('act.lead')}
      actions={may(me, 'identity.act.prepare') && <LinkButton to="/acts/new">{t('act.new')}</LinkButton>}
    >
      <SignedIn needs="identity.act.read">{() => <Acts />}</SignedIn>
    </Page>
  )
}

function Acts() {
  const { t } = useText()
  const acts = useInfiniteQuery(actsQuery)
  return (
    <QueryView query={acts} skeleton={<TableSkeleton rows={6} columns={4} />}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        if (items.length === 0) return <Empty icon={IconGitMerge} title={t('act.none')} />
        return (
          <>
            <ActList acts={items} />
            <More
              hasMore={acts.hasNextPage}
              loading={acts.isFetchingNextPage}
              onMore={() => {
                void acts.fetchNextPage()
              }}
            />
          </>
        )
      }}
    </QueryView>
  )
}
