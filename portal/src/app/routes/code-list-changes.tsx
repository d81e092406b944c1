import { Select } from '@mantine/core'
import { IconArrowNarrowRight, IconHistory, IconListCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { CodeChangeKind, CodeComparison, CodeList } from '../../api/types.ts'
import { ChoiceChips } from '../../components/choice-chips.tsx'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { CodeChanges } from '../../features/reference/code-changes.tsx'
import { CodeListVersions } from '../../features/reference/code-list-versions.tsx'
import { changesQuery, codeListQuery, type Comparison } from '../../features/reference/queries.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './code-list.module.css'

const route = getRouteApi('/code-lists/$code/changes')
const kinds: readonly CodeChangeKind[] = ['added', 'gone', 'renamed', 'moved', 'amended']

export function CodeListChangesTab() {
  const { t } = useText()
  const { code } = route.useParams()
  const list = useQuery(codeListQuery(code))
  return (
    <QueryView query={list} skeleton={<TableSkeleton rows={5} columns={3} />}>
      {(data) => (
        <>
          {data.versions.length < 2 ? (
            <Empty icon={IconHistory} title={t('codeChanges.one')}>
              {t('codeChanges.oneHelp')}
            </Empty>
          ) : (
            <Compare list={data} />
          )}
          {data.versions.length > 0 && (
            <Section title={t('codeList.versions')} help={t('codeList.versionsHelp')}>
              <CodeListVersions versions={data.versions} />
            </Section>
          )}
        </>
      )}
    </QueryView>
  )
}

/** The two newest versions, until somebody chooses others. */
function useComparison(list: CodeList): [Comparison, (next: Comparison) => void] {
  const search = route.useSearch()
  const navigate = useNavigate()
  const [newest, before] = list.versions
  const kind = kinds.find((each) => each === search.kind) ?? ''
  const comparison = {
    from: search.from ?? before?.version ?? '',
    to: search.to ?? newest?.version ?? '',
    kind,
  } as const
  function change(next: Comparison): void {
    void navigate({
      to: '/code-lists/$code/changes',
      params: { code: list.code },
      search: { from: next.from, to: next.to, ...(next.kind === '' ? {} : { kind: next.kind }) },
      replace: true,
      resetScroll: false,
    })
  }
  return [comparison, change]
}

function Compare({ list }: { list: CodeList }) {
  const { t } = useText()
  const [comparison, change] = useComparison(list)
  const changes = useInfiniteQuery(changesQuery(list.code, comparison))
  const dayOf = (version: string) => list.versions.find((each) => each.version === version)?.validFrom ?? ''
  return (
    <>
      <VersionChoice list={list} comparison={comparison} onChange={change} />
      <QueryView query={changes} skeleton={<TableSkeleton rows={5} columns={3} />}>
        {({ pages }) => (
          <>
            <KindChoice
              counts={pages[0]?.counts}
              kind={comparison.kind}
              onChoose={(kind) => {
                change({ ...comparison, kind })
              }}
            />
            {pages[0]?.items.length === 0 ? (
              <Empty icon={IconListCheck} title={t('codeChanges.none')} />
            ) : (
              <CodeChanges
                list={list.code}
                changes={pages.flatMap((page) => page.items)}
                days={{ before: dayOf(comparison.from), after: dayOf(comparison.to) }}
              />
            )}
            <More
              hasMore={changes.hasNextPage}
              loading={changes.isFetchingNextPage}
              onMore={() => void changes.fetchNextPage()}
            >
              <Unchanged count={pages[0]?.counts.same ?? 0} />
            </More>
          </>
        )}
      </QueryView>
    </>
  )
}

function Unchanged({ count }: { count: number }) {
  const { t, format } = useText()
  return <>{t('codeChanges.same', { count, number: format.number(count) })}</>
}

interface VersionChoiceProps {
  list: CodeList
  comparison: Comparison
  onChange: (next: Comparison) => void
}

function VersionChoice({ list, comparison, onChange }: VersionChoiceProps) {
  const { t, format } = useText()
  const data = list.versions.map((version) => ({
    value: version.version,
    label: t('codeChanges.version', { version: version.version, date: format.day(version.validFrom) }),
  }))
  return (
    <div className={classes.pair}>
      <Select
        label={t('codeChanges.from')}
        data={data}
        value={comparison.from}
        allowDeselect={false}
        onChange={(from) => {
          onChange({ ...comparison, from: from ?? comparison.from })
        }}
      />
      <IconArrowNarrowRight size={20} aria-hidden className={classes.arrow} />
      <Select
        label={t('codeChanges.to')}
        data={data}
        value={comparison.to}
        allowDeselect={false}
        onChange={(to) => {
          onChange({ ...comparison, to: to ?? comparison.to })
        }}
      />
    </div>
  )
}

interface KindChoiceProps {
  counts: CodeComparison['counts'] | undefined
  kind: CodeChangeKind | ''
  onChoose: (kind: CodeChangeKind | '') => void
}

function KindChoice({ counts, kind, onChoose }: KindChoiceProps) {
  const { t } = useText()
  if (counts === undefined) return null
  return (
    <ChoiceChips
      label={t('codeChanges.what')}
      all={t('codeChanges.all')}
      choices={kinds.map((each) => ({ value: each, label: t(`codeChange.${each}`), count: counts[each] }))}
      value={kind}
      onChange={(next) => {
        onChoose(kinds.find((each) => each === next) ?? '')
      }}
    />
  )
}
