import { LinkButton } from '../../../components/link-button.tsx'
import { IconUpload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines, TableSkeleton } from '../../../components/skeletons.tsx'
import { datasetListQuery } from '../../../features/catalogue/queries.ts'
import type { Me } from '../../../features/identity/queries.ts'
import { CheckpointCard } from '../../../features/journal/checkpoint-card.tsx'
import { JournalTimeline } from '../../../features/journal/journal-timeline.tsx'
import { latestEntriesQuery } from '../../../features/journal/queries.ts'
import { DeskTable } from '../../../features/warehouse/desk/desk-table.tsx'
import { deskQuery } from '../../../features/warehouse/desk/queries.ts'
import { mySubmissionsQuery } from '../../../features/warehouse/queries.ts'
import { SubmissionTimeline } from '../../../features/warehouse/submission-timeline.tsx'
import { useText } from '../../../lib/use-text.ts'
import { useDatasetNames } from '../../use-dataset-names.ts'
import { DeskAccounts } from './desk-accounts.tsx'
import { DeskConsumer } from './desk-consumer.tsx'
import { DeskDatasets } from './desk-datasets.tsx'
import { DeskTasks } from './desk-tasks.tsx'

/** The desk: first what waits for me and what is late, then my things. */
export function Desk({ me }: { me: Me }) {
  const { t, named } = useText()
  const provider = me.roles.includes('provider')
  const overseer = me.roles.some((role) => role === 'coordinator' || role === 'committee' || role === 'auditor')
  return (
    <Page
      title={t('desk.title', { name: me.name })}
      lead={named(me.unit)}
      actions={
        provider && (
          <LinkButton to="/submit" leftSection={<IconUpload size={17} />}>
            {t('nav.submit')}
          </LinkButton>
        )
      }
    >
      <DeskAccounts me={me} />
      {provider && <ProviderDesk />}
      {provider && <MySubmissions />}
      {overseer && (
        <Section title={t('desk.watch')} help={t('desk.watchHelp')}>
          <DeskList />
        </Section>
      )}
      {overseer && <Latest />}
      {me.roles.includes('consumer') && <DeskConsumer />}
    </Page>
  )
}

function ProviderDesk() {
  const { t } = useText()
  const desk = useQuery(deskQuery)
  return (
    <QueryView query={desk} skeleton={<TableSkeleton rows={6} columns={4} />}>
      {(data) => (
        <>
          <DeskTasks desk={data} />
          <Section title={t('desk.ours')} help={t('desk.oursHelp')}>
            <DeskTable items={data.items} />
          </Section>
        </>
      )}
    </QueryView>
  )
}

function DeskList() {
  const datasets = useQuery(datasetListQuery({}, 50))
  return (
    <QueryView query={datasets} skeleton={<TableSkeleton rows={3} columns={4} />}>
      {(data) => <DeskDatasets datasets={data.items} />}
    </QueryView>
  )
}

function MySubmissions() {
  const { t } = useText()
  const submissions = useInfiniteQuery(mySubmissionsQuery(5))
  return (
    <Section title={t('desk.submissions')} actions={<Link to="/submissions">{t('desk.allSubmissions')}</Link>}>
      <QueryView query={submissions} skeleton={<Lines count={4} />}>
        {(data) => {
          const items = data.pages[0]?.items ?? []
          return items.length === 0 ? (
            <p>{t('submissions.none')}</p>
          ) : (
            <SubmissionTimeline submissions={items} withDataset />
          )
        }}
      </QueryView>
    </Section>
  )
}

function Latest() {
  const { t } = useText()
  const entries = useQuery(latestEntriesQuery(6))
  const names = useDatasetNames()
  return (
    <Section title={t('desk.latest')} actions={<Link to="/journal">{t('desk.wholeJournal')}</Link>}>
      <CheckpointCard />
      <QueryView query={entries} skeleton={<TableSkeleton rows={4} columns={1} />}>
        {(data) => <JournalTimeline entries={data.items} names={names} />}
      </QueryView>
    </Section>
  )
}
