import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import {
  datasetQuery,
  datasetsQuery,
  kindsQuery,
  structuresQuery,
  versionQuery,
  versionsQuery,
} from '../features/catalogue/queries.ts'
import { instrumentQuery, instrumentsQuery } from '../features/law/queries.ts'
import { codeListQuery, codeListsQuery } from '../features/reference/queries.ts'
import { exportsQuery } from '../features/warehouse/export/queries.ts'
import { qualityQuery, readableQuery, usageQuery } from '../features/warehouse/insight-queries.ts'
import { datasetSubmissionsQuery, stateQuery, submissionQuery } from '../features/warehouse/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { parseSearch, pick, stringifySearch } from '../lib/search-params.ts'
import { CrashPage } from './crash-page.tsx'
import { clientRoutes } from './client-routes.ts'
import { accessRoutes } from './access-routes.ts'
import { accountRoutes } from './account-routes.ts'
import { incidentRoutes } from './incident-routes.ts'
import { violationRoutes } from './violation-routes.ts'
import { journalRoutes } from './journal-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { root } from './root-route.ts'
import { grantRoutes } from './grant-routes.ts'
import { subjectRoutes } from './subject-routes.ts'
import { datasetSearch, recordsSearch } from './searches.ts'
import { warm, warmIfSignedIn } from './warm.ts'

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./routes/home.tsx'), 'HomePage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['to', 'outside']),
  component: lazyRouteComponent(() => import('./routes/sign-in.tsx'), 'SignInPage'),
})

const activate = createRoute({
  getParentRoute: () => root,
  path: '/activate',
  component: lazyRouteComponent(() => import('./routes/activate.tsx'), 'ActivatePage'),
})

const datasets = createRoute({
  getParentRoute: () => root,
  path: '/datasets',
  validateSearch: datasetSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    warm(queryClient.infiniteQuery(datasetsQuery(deps)))
  },
  component: lazyRouteComponent(() => import('./routes/datasets.tsx'), 'DatasetsPage'),
})

const dataset = createRoute({
  getParentRoute: () => root,
  path: '/datasets/$code',
  loader: ({ params }) => {
    warm(queryClient.query(datasetQuery(params.code)))
    warm(queryClient.query(stateQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/dataset.tsx'), 'DatasetLayout'),
})

const datasetAbout = createRoute({
  getParentRoute: () => dataset,
  path: '/',
  component: lazyRouteComponent(() => import('./routes/dataset-about.tsx'), 'DatasetAboutTab'),
})

const datasetStructure = createRoute({
  getParentRoute: () => dataset,
  path: '/structure',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['version']),
  loader: ({ params }) => {
    warm(queryClient.query(structuresQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/dataset-structure.tsx'), 'DatasetStructureTab'),
})

const datasetRecords = createRoute({
  getParentRoute: () => dataset,
  path: '/records',
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import('./routes/dataset-records.tsx'), 'DatasetRecordsTab'),
})

const datasetDownload = createRoute({
  getParentRoute: () => dataset,
  path: '/download',
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import('./routes/dataset-download.tsx'), 'DatasetDownloadTab'),
})

const datasetQuality = createRoute({
  getParentRoute: () => dataset,
  path: '/quality',
  loader: ({ params }) => {
    warm(queryClient.query(qualityQuery(params.code)))
    warm(queryClient.query(usageQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/dataset-quality.tsx'), 'DatasetQualityTab'),
})

const datasetCall = createRoute({
  getParentRoute: () => dataset,
  path: '/api',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['kind', 'language']),
  loader: () => {
    warm(queryClient.query(kindsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/dataset-call.tsx'), 'DatasetCallTab'),
})

const datasetHistory = createRoute({
  getParentRoute: () => dataset,
  path: '/history',
  loader: ({ params }) => {
    warm(queryClient.query(structuresQuery(params.code)))
    warmIfSignedIn(() => queryClient.infiniteQuery(datasetSubmissionsQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/dataset-history.tsx'), 'DatasetHistoryTab'),
})

const datasetSubmissions = createRoute({
  getParentRoute: () => dataset,
  path: '/submissions',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.infiniteQuery(datasetSubmissionsQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/dataset-submissions.tsx'), 'DatasetSubmissionsTab'),
})

const record = createRoute({
  getParentRoute: () => root,
  path: '/datasets/$code/records/$key',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['purpose']),
  loader: ({ params }) => {
    warm(queryClient.query(datasetQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/record.tsx'), 'RecordPage'),
})

const submit = createRoute({
  getParentRoute: () => root,
  path: '/submit',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['dataset', 'load', 'continues', 'upload', 'step']),
  component: lazyRouteComponent(() => import('./routes/submit.tsx'), 'SubmitPage'),
})

const submissions = createRoute({
  getParentRoute: () => root,
  path: '/submissions',
  component: lazyRouteComponent(() => import('./routes/submissions.tsx'), 'SubmissionsPage'),
})

const submission = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$id',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['changes', 'purpose']),
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(submissionQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/submission.tsx'), 'SubmissionPage'),
})

const mending = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$id/mend',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['rule', 'field']),
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(submissionQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/mending.tsx'), 'MendingPage'),
})

const deskDataset = createRoute({
  getParentRoute: () => root,
  path: '/desk/$code',
  loader: ({ params }) => {
    warm(queryClient.query(datasetQuery(params.code)))
    warm(queryClient.query(qualityQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/desk-dataset.tsx'), 'DeskDatasetPage'),
})

const notices = createRoute({
  getParentRoute: () => root,
  path: '/notices',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['state']),
  component: lazyRouteComponent(() => import('./routes/notices.tsx'), 'NoticesPage'),
})

const codeLists = createRoute({
  getParentRoute: () => root,
  path: '/code-lists',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['q', 'at']),
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    warm(queryClient.query(codeListsQuery(deps.at)))
  },
  component: lazyRouteComponent(() => import('./routes/code-lists.tsx'), 'CodeListsPage'),
})

const codeList = createRoute({
  getParentRoute: () => root,
  path: '/code-lists/$code',
  loader: ({ params }) => {
    warm(queryClient.query(codeListQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/code-list.tsx'), 'CodeListLayout'),
})

const codeListEntries = createRoute({
  getParentRoute: () => codeList,
  path: '/',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['q', 'at', 'view']),
  component: lazyRouteComponent(() => import('./routes/code-list-entries.tsx'), 'CodeListEntriesTab'),
})

const codeListChanges = createRoute({
  getParentRoute: () => codeList,
  path: '/changes',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['from', 'to', 'kind']),
  component: lazyRouteComponent(() => import('./routes/code-list-changes.tsx'), 'CodeListChangesTab'),
})

const codeListUses = createRoute({
  getParentRoute: () => codeList,
  path: '/uses',
  component: lazyRouteComponent(() => import('./routes/code-list-uses.tsx'), 'CodeListUsesTab'),
})

const codeEntry = createRoute({
  getParentRoute: () => root,
  path: '/code-lists/$code/entries/$entry',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['at']),
  component: lazyRouteComponent(() => import('./routes/code-entry.tsx'), 'CodeEntryPage'),
})

const catalogue = createRoute({
  getParentRoute: () => root,
  path: '/catalogue',
  loader: () => {
    warm(queryClient.query(versionsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/catalogue.tsx'), 'CataloguePage'),
})

const catalogueVersion = createRoute({
  getParentRoute: () => root,
  path: '/catalogue/$number',
  loader: ({ params }) => {
    warm(queryClient.query(versionQuery(params.number)))
  },
  component: lazyRouteComponent(() => import('./routes/catalogue-version.tsx'), 'CatalogueVersionPage'),
})

const law = createRoute({
  getParentRoute: () => root,
  path: '/law',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['q']),
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    warm(queryClient.query(instrumentsQuery(deps.q ?? '')))
  },
  component: lazyRouteComponent(() => import('./routes/law.tsx'), 'LawPage'),
})

const instrument = createRoute({
  getParentRoute: () => root,
  path: '/law/$id',
  loader: ({ params }) => {
    warm(queryClient.query(instrumentQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/instrument.tsx'), 'InstrumentPage'),
})

const readable = createRoute({
  getParentRoute: () => root,
  path: '/readable',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['q']),
  loader: () => {
    warmIfSignedIn(() => queryClient.query(readableQuery))
  },
  component: lazyRouteComponent(() => import('./routes/readable.tsx'), 'ReadablePage'),
})

const exported = createRoute({
  getParentRoute: () => root,
  path: '/exports',
  loader: () => {
    warmIfSignedIn(() => queryClient.query(exportsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/exports.tsx'), 'ExportsPage'),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./routes/account.tsx'), 'AccountPage'),
})

const problem = createRoute({
  getParentRoute: () => root,
  path: '/problems/$module/$code',
  component: lazyRouteComponent(() => import('./routes/problem.tsx'), 'ProblemPage'),
})

const routeTree = root.addChildren([
  home,
  signIn,
  activate,
  datasets,
  dataset.addChildren([
    datasetAbout,
    datasetStructure,
    datasetRecords,
    datasetDownload,
    datasetQuality,
    datasetCall,
    datasetHistory,
    datasetSubmissions,
  ]),
  record,
  submit,
  submissions,
  submission,
  mending,
  deskDataset,
  notices,
  codeLists,
  codeList.addChildren([codeListEntries, codeListChanges, codeListUses]),
  codeEntry,
  catalogue,
  catalogueVersion,
  law,
  instrument,
  readable,
  exported,
  ...journalRoutes,
  ...organisationRoutes,
  ...accessRoutes,
  ...grantRoutes,
  ...clientRoutes,
  ...accountRoutes,
  ...incidentRoutes,
  ...violationRoutes,
  ...subjectRoutes,
  account,
  problem,
])

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  scrollRestoration: true,
  defaultErrorComponent: CrashPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
