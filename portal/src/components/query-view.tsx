import type { ReactNode } from 'react'
import { toProblem } from '../api/problem.ts'
import { useText } from '../lib/use-text.ts'
import { ProblemView } from './problem-view.tsx'

interface Query<Data> {
  data: Data | undefined
  isError: boolean
  error: unknown
  refetch: () => Promise<unknown>
}

interface QueryViewProps<Data> {
  query: Query<Data>
  skeleton: ReactNode
  children: (data: Data) => ReactNode
}

/** The three states of a read: its skeleton, its problem, its data. */
export function QueryView<Data>({ query, skeleton, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  return <Pending>{skeleton}</Pending>
}

export function Pending({ children }: { children: ReactNode }) {
  const { t } = useText()
  return (
    <div role="status" aria-busy="true" aria-label={t('app.loading')}>
      {children}
    </div>
  )
}
