import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { useMe } from '../../features/identity/queries.ts'
import { CheckpointTable } from '../../features/journal/checkpoint-table.tsx'
import { GrowthChart } from '../../features/journal/growth-chart.tsx'
import { HoldUp } from '../../features/journal/hold-up.tsx'
import { KeySection } from '../../features/journal/key-note.tsx'
import { checkpointsQuery } from '../../features/journal/queries.ts'
import { WitnessSection } from '../../features/journal/witness-section.tsx'
import { useText } from '../../lib/use-text.ts'

/** How the journal was sealed, checkpoint by checkpoint; open to everybody, as the checkpoints themselves are. */
export function JournalCheckpointsPage() {
  const { t } = useText()
  const me = useMe()
  return (
    <Page
      title={t('checkpoints.title')}
      lead={t('checkpoints.lead')}
      crumbs={[
        <Link key="journal" to="/journal">
          {t('nav.journal')}
        </Link>,
      ]}
    >
      {me && <HoldUp />}
      <GrowthChart />
      {me && <WitnessSection />}
      <Section title={t('checkpoints.table')} help={t('checkpoints.tableHelp')}>
        <Checkpoints />
      </Section>
      <KeySection />
    </Page>
  )
}

function Checkpoints() {
  const { t, format } = useText()
  const checkpoints = useInfiniteQuery(checkpointsQuery)
  return (
    <QueryView query={checkpoints} skeleton={<TableSkeleton rows={8} columns={5} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0)
          return (
            <Empty icon={IconHistory} title={t('checkpoints.none')}>
              {t('checkpoints.noneHelp')}
            </Empty>
          )
        return (
          <>
            <CheckpointTable checkpoints={items} />
            <More
              hasMore={checkpoints.hasNextPage}
              loading={checkpoints.isFetchingNextPage}
              onMore={() => void checkpoints.fetchNextPage()}
            >
              {t('checkpoints.shown', { count: items.length, number: format.number(items.length) })}
            </More>
          </>
        )
      }}
    </QueryView>
  )
}
