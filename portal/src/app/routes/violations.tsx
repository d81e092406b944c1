import { SegmentedControl } from '@mantine/core'
import { IconFlag, IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { violationsQuery } from '../../features/access/violation/queries.ts'
import { ViolationList } from '../../features/access/violation/violation-list.tsx'
import { may, type Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/violations')
const shown = ['standing', 'ended', 'all'] as const

export function ViolationsPage() {
  const { t } = useText()
  return (
    <Page
      title={t('nav.violations')}
      lead={t('violations.lead')}
      actions={
        <LinkButton to="/violations/report" leftSection={<IconFlag size={17} stroke={1.8} />}>
          {t('violations.report')}
        </LinkButton>
      }
    >
      <SignedIn>{(me) => <Violations me={me} />}</SignedIn>
    </Page>
  )
}

function Violations({ me }: { me: Me }) {
  const { t, format } = useText()
  const { state: asked } = route.useSearch()
  const state = shown.find((each) => each === asked) ?? 'standing'
  const navigate = useNavigate()
  const violations = useInfiniteQuery(violationsQuery(state))
  const pages = violations.data?.pages ?? []
  const items = pages.flatMap((page) => page.items)
  const oversees = may(me, 'access.violation.read')
  return (
    <>
      <div style={{ overflowX: 'auto', marginBottom: 16 }}>
        <SegmentedControl
          aria-label={t('violations.state')}
          data={shown.map((value) => ({ value, label: t(`violations.filter.${value}`) }))}
          value={state}
          onChange={(value) => {
            void navigate({ to: '/violations', search: value === 'standing' ? {} : { state: value }, replace: true })
          }}
        />
      </div>
      <QueryView query={violations} skeleton={<ListSkeleton items={4} />}>
        {() =>
          items.length === 0 ? (
            <Empty icon={IconShieldCheck} title={t(oversees ? 'violations.none' : 'violations.noneOfYours')}>
              {t(oversees ? 'violations.noneHelp' : 'violations.noneOfYoursHelp')}
            </Empty>
          ) : (
            <>
              <ViolationList violations={items} />
              <More
                hasMore={violations.hasNextPage}
                loading={violations.isFetchingNextPage}
                onMore={() => void violations.fetchNextPage()}
              >
                {t('violations.shown', { count: items.length, number: format.number(items.length) })}
              </More>
            </>
          )
        }
      </QueryView>
    </>
  )
}
