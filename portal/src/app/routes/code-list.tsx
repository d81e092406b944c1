import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { toProblem } from '../../api/problem.ts'
import { Page } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { TabNav, tabLink } from '../../components/tab-nav.tsx'
import { codeListQuery } from '../../features/reference/queries.ts'
import { useText } from '../../lib/use-text.ts'

const route = getRouteApi('/code-lists/$code')

const tabs = [
  { to: '/code-lists/$code', text: 'codeList.codes' },
  { to: '/code-lists/$code/changes', text: 'codeList.changes' },
  { to: '/code-lists/$code/uses', text: 'codeList.uses' },
] as const

/** What every section of a code list has above it. */
export function CodeListLayout() {
  const { t, named } = useText()
  const { code } = route.useParams()
  const list = useQuery(codeListQuery(code))
  return (
    <Page
      title={list.data === undefined ? code : named(list.data)}
      crumbs={[
        <Link key="lists" to="/code-lists">
          {t('nav.codeLists')}
        </Link>,
        <code key="code">{code}</code>,
      ]}
      lead={list.data?.description}
    >
      {list.isError ? (
        <ProblemView problem={toProblem(list.error)} onRetry={() => void list.refetch()} />
      ) : (
        <>
          <TabNav label={t('codeList.sections')}>
            {tabs.map((tab) => (
              <Link key={tab.to} to={tab.to} params={{ code }} {...tabLink}>
                {t(tab.text)}
              </Link>
            ))}
          </TabNav>
          <Outlet />
        </>
      )}
    </Page>
  )
}
