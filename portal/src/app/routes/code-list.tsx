import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { DayInput } from '../../components/day-input.tsx'
import { Page, Section } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { SearchInput } from '../../components/search-input.tsx'
import { toProblem } from '../../api/problem.ts'
import { CodeEntries } from '../../features/reference/code-entries.tsx'
import { CodeListVersions } from '../../features/reference/code-list-versions.tsx'
import { codeListQuery } from '../../features/reference/queries.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './code-list.module.css'

const route = getRouteApi('/code-lists/$code')

export function CodeListPage() {
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
        <Entries code={code} />
      )}
      {list.data && list.data.versions.length > 0 && (
        <Section title={t('codeList.versions')} help={t('codeList.versionsHelp')}>
          <CodeListVersions versions={list.data.versions} />
        </Section>
      )}
    </Page>
  )
}

function Entries({ code }: { code: string }) {
  const { t } = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const { q = '', at = '' } = search
  function change(next: { q: string; at: string }): void {
    void navigate({
      to: '/code-lists/$code',
      params: { code },
      search: { ...(next.q === '' ? {} : { q: next.q }), ...(next.at === '' ? {} : { at: next.at }) },
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <>
      <search className={classes.filters} aria-label={t('codeList.filters')}>
        <div className={classes.words}>
          <SearchInput
            label={t('codeList.searchLabel')}
            placeholder={t('codeList.searchPlaceholder')}
            value={q}
            onSearch={(next) => {
              change({ q: next.trim(), at })
            }}
          />
        </div>
        <div className={classes.at}>
          <span aria-hidden>{t('codeList.at')}</span>
          <DayInput
            label={t('codeList.at')}
            labelHidden
            value={at}
            onChange={(day) => {
              change({ q, at: day })
            }}
          />
        </div>
      </search>
      <CodeEntries list={code} search={{ q, at }} />
    </>
  )
}
