import { IconSitemap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { TreeUnit } from '../../api/types.ts'
import { DayInput } from '../../components/day-input.tsx'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Card, Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { SearchInput } from '../../components/search-input.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { may, useMe } from '../../features/identity/queries.ts'
import { branchesOf, countWith } from '../../features/identity/unit/branch.ts'
import { GapList } from '../../features/identity/unit/gap-list.tsx'
import { treeQuery } from '../../features/identity/unit/queries.ts'
import { UnitTree } from '../../features/identity/unit/unit-tree.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './organisations.module.css'

const route = getRouteApi('/organisations')

/** The city and its units on any day; words leave those whose names have them. */
export function OrganisationsPage() {
  const { t, named, format } = useText()
  const { q = '', on = '' } = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const tree = useQuery(treeQuery(on))
  const change = (next: { q: string; on: string }) => {
    const search = { ...(next.q === '' ? {} : { q: next.q }), ...(next.on === '' ? {} : { on: next.on }) }
    void navigate({ to: '/organisations', search, replace: true, resetScroll: false })
  }
  return (
    <Page
      title={t('unit.title')}
      lead={t('unit.lead')}
      actions={may(me, 'identity.act.prepare') && <LinkButton to="/acts/new">{t('act.new')}</LinkButton>}
    >
      {me?.roles.some((role) => role === 'coordinator' || role === 'auditor') && (
        <div className={classes.gaps}>
          <GapList />
        </div>
      )}
      <search className={classes.filters} aria-label={t('unit.search')}>
        <SearchInput
          label={t('unit.search')}
          placeholder={t('unit.searchPlaceholder')}
          value={q}
          onSearch={(next) => {
            change({ q: next.trim(), on })
          }}
        />
        <DayInput
          label={t('unit.on')}
          labelHidden
          hint={t('unit.today')}
          clearable
          value={on}
          onChange={(day) => {
            change({ q, on: day })
          }}
        />
      </search>
      <QueryView query={tree} skeleton={<Lines count={12} />}>
        {(data) => {
          const branches = branchesOf(data.items, q, (a, b) => format.compare(named(a), named(b)))
          if (branches.length === 0) return <Empty icon={IconSitemap} title={t('unit.noneThen')} />
          return (
            <>
              <Count tree={data} words={q} />
              <Card>
                <UnitTree branches={branches} open={q !== ''} />
              </Card>
            </>
          )
        }}
      </QueryView>
    </Page>
  )
}

function Count({ tree: { items, on }, words }: { tree: { items: readonly TreeUnit[]; on: string }; words: string }) {
  const { t, format } = useText()
  const date = format.day(on)
  return (
    <p className={classes.count}>
      {words === ''
        ? t('unit.counted', { count: items.length, date })
        : t('unit.found', { count: countWith(items, words), all: items.length, date })}
    </p>
  )
}
