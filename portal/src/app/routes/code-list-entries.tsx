import { SegmentedControl } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { CodeList } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { DayInput } from '../../components/day-input.tsx'
import { Empty } from '../../components/empty.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { SearchInput } from '../../components/search-input.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { CodeEntries } from '../../features/reference/code-entries.tsx'
import { codeListQuery, hierarchyQuery } from '../../features/reference/queries.ts'
import { VersionStrip } from '../../features/reference/version-strip.tsx'
import { todayHere } from '../../lib/day.ts'
import { useNow } from '../../lib/use-now.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './code-list.module.css'

const route = getRouteApi('/code-lists/$code/')

export function CodeListEntriesTab() {
  const { code } = route.useParams()
  const { at = '' } = route.useSearch()
  const list = useQuery(codeListQuery(code, at))
  return (
    <QueryView query={list} skeleton={<TableSkeleton rows={10} columns={3} />}>
      {(data) => <Entries list={data} />}
    </QueryView>
  )
}

interface Search {
  q: string
  at: string
  view: string
}

/** Day, words and view are in the address. */
function useEntrySearch(code: string): [Search, (next: Search) => void] {
  const { q = '', at = '', view = '' } = route.useSearch()
  const navigate = useNavigate()
  function change(next: Search): void {
    const given = Object.entries(next).filter(([, value]) => value !== '')
    void navigate({
      to: '/code-lists/$code',
      params: { code },
      search: Object.fromEntries(given),
      replace: true,
      resetScroll: false,
    })
  }
  return [{ q, at, view }, change]
}

function Entries({ list }: { list: CodeList }) {
  const { t, format } = useText()
  const today = todayHere(useNow())
  const [search, change] = useEntrySearch(list.code)
  const { q, at } = search
  const hierarchy = useQuery(hierarchyQuery(list.code, at))
  const isTree = hierarchy.data?.parentList?.code === list.code
  const top = isTree && search.view === 'levels' && q === ''
  return (
    <>
      <VersionStrip
        list={list}
        onChoose={(version) => {
          const isToday = version.validFrom <= today && (version.validTo === null || today < version.validTo)
          change({ ...search, at: isToday ? '' : version.validFrom })
        }}
      />
      <search className={classes.filters} aria-label={t('codeList.filters')}>
        <div className={classes.words}>
          <SearchInput
            label={t('codeList.searchLabel')}
            placeholder={t('codeList.searchPlaceholder')}
            value={q}
            onSearch={(next) => {
              change({ ...search, q: next.trim() })
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
              change({ ...search, at: day })
            }}
          />
        </div>
        {isTree && <LevelChoice search={search} onChange={change} />}
      </search>
      {list.current === null ? (
        <Empty icon={IconCalendarOff} title={t('codeList.notInForce', { date: format.day(at === '' ? today : at) })}>
          {t('codeList.notInForceHelp')}
        </Empty>
      ) : (
        <>
          <InForce list={list} day={at === '' ? today : at} />
          <CodeEntries list={list.code} search={{ q, at, top }} />
        </>
      )}
    </>
  )
}

function LevelChoice({ search, onChange }: { search: Search; onChange: (next: Search) => void }) {
  const { t } = useText()
  return (
    <SegmentedControl
      aria-label={t('codeList.view')}
      data={[
        { value: '', label: t('codeList.viewAll') },
        { value: 'levels', label: t('codeList.viewLevels') },
      ]}
      value={search.view}
      onChange={(view) => {
        onChange({ ...search, view })
      }}
    />
  )
}

/** Which version speaks on the day, and on what it rests. */
function InForce({ list, day }: { list: CodeList; day: string }) {
  const { t, format } = useText()
  const version = list.versions.find((each) => each.version === list.current)
  if (version === undefined) return null
  return (
    <p className={classes.inForce}>
      {t('codeList.inForce', { date: format.day(day), version: version.version })}{' '}
      {version.instrument !== null && <Citation instrument={version.instrument} />}
    </p>
  )
}
