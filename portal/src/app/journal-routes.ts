import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import {
  checkpointQuery,
  checkpointsQuery,
  entriesQuery,
  entryQuery,
  growthQuery,
  witnessesQuery,
} from '../features/journal/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'
import { journalSearch } from './searches.ts'
import { warm, warmIfSignedIn } from './warm.ts'

const journal = createRoute({
  getParentRoute: () => root,
  path: '/journal',
  validateSearch: journalSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    warmIfSignedIn(() => queryClient.infiniteQuery(entriesQuery(deps)))
    warmIfSignedIn(() => queryClient.query(checkpointQuery))
    warmIfSignedIn(() => queryClient.query(witnessesQuery))
  },
  component: lazyRouteComponent(() => import('./routes/journal.tsx'), 'JournalPage'),
})

const reads = createRoute({
  getParentRoute: () => root,
  path: '/journal/reads',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['dataset']),
  component: lazyRouteComponent(() => import('./routes/journal-reads.tsx'), 'JournalReadsPage'),
})

const ownReads = createRoute({
  getParentRoute: () => root,
  path: '/reads',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['dataset']),
  component: lazyRouteComponent(() => import('./routes/journal-reads.tsx'), 'OwnReadsPage'),
})

const journalCheckpoints = createRoute({
  getParentRoute: () => root,
  path: '/journal/checkpoints',
  loader: () => {
    warm(queryClient.query(growthQuery))
    warm(queryClient.infiniteQuery(checkpointsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/journal-checkpoints.tsx'), 'JournalCheckpointsPage'),
})

const journalEntry = createRoute({
  getParentRoute: () => root,
  path: '/journal/$id',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(entryQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/journal-entry.tsx'), 'JournalEntryPage'),
})

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: lazyRouteComponent(() => import('./routes/verify.tsx'), 'VerifyPage'),
})

export const journalRoutes = [journal, reads, ownReads, journalCheckpoints, journalEntry, verify] as const
