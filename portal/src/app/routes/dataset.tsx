import { LinkButton } from '../../components/link-button.tsx'
import { Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { CopyButton } from '../../components/copy.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { HeadingSkeleton, Lines } from '../../components/skeletons.tsx'
import { TabNav, tabLink } from '../../components/tab-nav.tsx'
import { ClassificationMark, KindMark } from '../../features/catalogue/dataset-marks.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { useMe } from '../../features/identity/queries.ts'
import { FreshnessMark } from '../../features/warehouse/freshness.tsx'
import { stateQuery } from '../../features/warehouse/queries.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './dataset.module.css'

const route = getRouteApi('/datasets/$code')

/** What every section of a dataset has above it: its name, its state, the way to the other sections. */
export function DatasetLayout() {
  const { t, named } = useText()
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  const crumbs = [
    <Link key="datasets" to="/datasets">
      {t('nav.datasets')}
    </Link>,
    <span key="code" className={classes.code}>
      <code>{code}</code>
      <CopyButton text={code} label={t('dataset.copyCode')} />
    </span>,
  ]
  if (dataset.data === undefined) {
    return (
      <Page
        title={dataset.isError ? t('dataset.unavailable') : code}
        heading={dataset.isError ? undefined : <HeadingSkeleton>{code}</HeadingSkeleton>}
        crumbs={crumbs}
      >
        <QueryView query={dataset} skeleton={<DatasetSkeleton code={code} />}>
          {() => null}
        </QueryView>
      </Page>
    )
  }
  return (
    <Page
      title={named(dataset.data)}
      crumbs={crumbs}
      lead={named(dataset.data.provider)}
      marks={<Marks dataset={dataset.data} />}
      actions={<SubmitButton dataset={dataset.data} />}
    >
      {dataset.data.inForce === null && (
        <div className={classes.warning}>
          <Notice tone="warn" icon={IconAlertTriangle} title={t('dataset.notInForce')}>
            <p>{t('dataset.notInForceHelp')}</p>
          </Notice>
        </div>
      )}
      <Tabs code={code} />
      <Outlet />
    </Page>
  )
}

function DatasetSkeleton({ code }: { code: string }) {
  return (
    <>
      <div className={classes.markBones}>
        <Skeleton height={24} width={130} radius="xl" />
        <Skeleton height={24} width={90} radius="xl" />
        <Skeleton height={24} width={90} radius="xl" />
      </div>
      <Tabs code={code} />
      <Lines count={6} />
    </>
  )
}

function Marks({ dataset }: { dataset: Dataset }) {
  const { t, format } = useText()
  const state = useQuery(stateQuery(dataset.code))
  return (
    <>
      <KindMark kind={dataset.kind} />
      <ClassificationMark classification={dataset.classification} />
      {state.data && <FreshnessMark state={state.data.freshness.state} />}
      {typeof state.data?.records === 'number' && (
        <span className={classes.count}>
          {t('dataset.records', { count: state.data.records, number: format.number(state.data.records) })}
        </span>
      )}
    </>
  )
}

function SubmitButton({ dataset }: { dataset: Dataset }) {
  const { t } = useText()
  const me = useMe()
  if (me?.unit.id !== dataset.provider.id || !me.roles.includes('provider')) return null
  return (
    <LinkButton to="/submit" search={{ dataset: dataset.code }} leftSection={<IconUpload size={17} />}>
      {t('nav.submit')}
    </LinkButton>
  )
}

const tabs = [
  { to: '/datasets/$code', text: 'dataset.about' },
  { to: '/datasets/$code/structure', text: 'dataset.structure' },
  { to: '/datasets/$code/records', text: 'dataset.data' },
  { to: '/datasets/$code/download', text: 'dataset.download' },
  { to: '/datasets/$code/quality', text: 'dataset.quality' },
  { to: '/datasets/$code/api', text: 'dataset.call' },
  { to: '/datasets/$code/history', text: 'dataset.history' },
  { to: '/datasets/$code/submissions', text: 'dataset.submissions' },
] as const

function Tabs({ code }: { code: string }) {
  const { t } = useText()
  return (
    <TabNav label={t('dataset.sections')}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} params={{ code }} {...tabLink}>
          {t(tab.text)}
        </Link>
      ))}
    </TabNav>
  )
}
