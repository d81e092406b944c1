import { IconListNumbers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { DayInput } from '../../components/day-input.tsx'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { SearchInput } from '../../components/search-input.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { CodeListList } from '../../features/reference/code-list-list.tsx'
import { codeListsQuery } from '../../features/reference/queries.ts'
import { fold } from '../../lib/fold.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './code-list.module.css'

const route = getRouteApi('/code-lists')

export function CodeListsPage() {
  const { t } = useText()
  const navigate = useNavigate()
  const { q = '', at = '' } = route.useSearch()
  const lists = useQuery(codeListsQuery(at))
  function change(next: { q: string; at: string }): void {
    const given = Object.entries(next).filter(([, value]) => value !== '')
    void navigate({ to: '/code-lists', search: Object.fromEntries(given), replace: true, resetScroll: false })
  }
  return (
    <Page title={t('nav.codeLists')} lead={t('codeLists.lead')}>
      <search className={classes.filters} aria-label={t('codeList.filters')}>
        <div className={classes.words}>
          <SearchInput
            label={t('codeLists.searchLabel')}
            placeholder={t('codeLists.searchPlaceholder')}
            value={q}
            onSearch={(next) => {
              change({ q: next.trim(), at })
            }}
          />
        </div>
        <div className={classes.at}>
          <span aria-hidden>{t('codeLists.at')}</span>
          <DayInput
            label={t('codeLists.at')}
            labelHidden
            value={at}
            onChange={(day) => {
              change({ q, at: day })
            }}
          />
        </div>
      </search>
      <QueryView query={lists} skeleton={<TableSkeleton rows={4} columns={4} />}>
        {({ items }) => {
          const wanted = fold(q)
          const found = items.filter((list) =>
            fold(`${list.name} ${list.nameEn} ${list.code} ${list.description}`).includes(wanted),
          )
          if (found.length > 0) return <CodeListList lists={found} at={at} />
          return <Empty icon={IconListNumbers} title={t(q === '' ? 'codeLists.none' : 'codeLists.noMatch')} />
        }}
      </QueryView>
    </Page>
  )
}
