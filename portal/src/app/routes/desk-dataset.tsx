import { Skeleton } from '@mantine/core'
import { IconDatabase, IconUpload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { HeadingSkeleton, Lines } from '../../components/skeletons.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { Documents } from '../../features/catalogue/document-list.tsx'
import { RetirementNotice } from '../../features/catalogue/retirement.tsx'
import { StructureChanges } from '../../features/catalogue/structure-changes.tsx'
import { maintains, may, useMe } from '../../features/identity/queries.ts'
import type { Me } from '../../features/identity/queries.ts'
import { DatasetSettings } from '../../features/warehouse/desk/dataset-settings.tsx'
import { QualitySummary } from '../../features/warehouse/desk/quality-summary.tsx'
import { RowsWaiting } from '../../features/warehouse/desk/rows-waiting.tsx'
import { DueText, FreshnessMark } from '../../features/warehouse/freshness.tsx'
import { datasetSubmissionsQuery, stateQuery } from '../../features/warehouse/queries.ts'
import { SubmissionTimeline } from '../../features/warehouse/submission-timeline.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/desk/$code')

/** One dataset as its provider sees it: what it owes, how good it is, what was delivered. */
export function DeskDatasetPage() {
  const { t, named } = useText()
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  const me = useMe()
  return (
    <Page
      title={dataset.data === undefined ? code : named(dataset.data)}
      heading={dataset.isPending ? <HeadingSkeleton>{code}</HeadingSkeleton> : undefined}
      crumbs={[
        <Link key="desk" to="/">
          {t('nav.desk')}
        </Link>,
        <span key="work">{t('deskDataset.work')}</span>,
      ]}
      marks={<Due code={code} />}
      actions={
        <>
          {dataset.data && delivers(me, dataset.data) && (
            <LinkButton to="/submit" search={{ dataset: code }} leftSection={<IconUpload size={17} />}>
              {t('nav.submit')}
            </LinkButton>
          )}
          <LinkButton to="/datasets/$code" params={{ code }} variant="default" leftSection={<IconDatabase size={17} />}>
            {t('deskDataset.publicPage')}
          </LinkButton>
        </>
      }
    >
      <SignedIn needs="warehouse.submission.read">
        {(me) => (
          <QueryView query={dataset} skeleton={<Lines count={8} />}>
            {(data) => <Parts dataset={data} me={me} />}
          </QueryView>
        )}
      </SignedIn>
    </Page>
  )
}

function Due({ code }: { code: string }) {
  const state = useQuery(stateQuery(code))
  if (state.data === undefined) return <Skeleton height={24} width={220} radius="xl" />
  return (
    <>
      <FreshnessMark state={state.data.freshness.state} />
      <span>
        <DueText state={state.data} />
      </span>
    </>
  )
}

/** How files are loaded is said by who delivers them. */
function Parts({ dataset, me }: { dataset: Dataset; me: Me }) {
  const { code } = dataset
  return (
    <>
      <RetirementNotice code={code} />
      <RowsWaiting code={code} />
      <QualitySummary code={code} />
      <Deliveries code={code} />
      <StructureChanges code={code} />
      <Documents code={code} mayOpen mayAdd={maintains(me, dataset)} />
      {delivers(me, dataset) && <DatasetSettings code={code} />}
    </>
  )
}

function Deliveries({ code }: { code: string }) {
  const { t } = useText()
  const submissions = useInfiniteQuery(datasetSubmissionsQuery(code))
  return (
    <Section
      title={t('desk.submissions')}
      actions={
        <Link to="/datasets/$code/submissions" params={{ code }}>
          {t('desk.allSubmissions')}
        </Link>
      }
    >
      <QueryView query={submissions} skeleton={<Lines count={5} />}>
        {(data) => {
          const items = data.pages[0]?.items.slice(0, 5) ?? []
          return items.length === 0 ? (
            <Empty icon={IconUpload} title={t('submissions.noneHere')}>
              {t('deskDataset.firstDelivery')}
            </Empty>
          ) : (
            <Card>
              <SubmissionTimeline submissions={items} />
            </Card>
          )
        }}
      </QueryView>
    </Section>
  )
}

function delivers(me: Me | null | undefined, { provider }: Pick<Dataset, 'provider'>): boolean {
  return may(me, 'warehouse.submission.submit') && me?.unit.id === provider.id
}
