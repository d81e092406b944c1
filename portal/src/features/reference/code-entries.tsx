import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconListSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { CodeEntry } from '../../api/types.ts'
import { CopyButton } from '../../components/copy.tsx'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { entriesQuery, hierarchyQuery, type EntrySearch } from './queries.ts'
import { useCodeNames } from './use-code-names.ts'
import classes from './code-entries.module.css'

/** The entries of a list at a date; a code means something only together with its date. */
export function CodeEntries({ list, search }: { list: string; search: EntrySearch }) {
  const { t, format } = useText()
  const entries = useInfiniteQuery(entriesQuery(list, search))
  return (
    <QueryView query={entries} skeleton={<TableSkeleton rows={10} columns={3} />}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        if (items.length === 0) {
          return (
            <Empty icon={IconListSearch} title={t('codeList.none')}>
              {t('codeList.noneHelp')}
            </Empty>
          )
        }
        return (
          <>
            <EntryTable list={list} at={search.at} entries={items} withParent={(search.parent ?? '') === ''} />
            <More
              hasMore={entries.hasNextPage}
              loading={entries.isFetchingNextPage}
              onMore={() => void entries.fetchNextPage()}
            >
              {t(entries.hasNextPage ? 'codeList.shownSome' : 'codeList.shownAll', {
                count: items.length,
                number: format.number(items.length),
              })}
            </More>
          </>
        )
      }}
    </QueryView>
  )
}

interface EntryTableProps {
  list: string
  at: string
  entries: CodeEntry[]
  withParent: boolean
}

function EntryTable({ list, at, entries, withParent }: EntryTableProps) {
  const { t, word } = useText()
  const has = {
    parent: withParent && entries.some((entry) => entry.parent !== null),
    kind: entries.some((entry) => entry.kind !== null),
    aliases: entries.some((entry) => entry.aliases.length > 0),
  }
  return (
    <Table
      dense
      cards
      label={t('codeList.table')}
      head={
        <>
          <th scope="col">{t('codeList.code')}</th>
          <th scope="col">{t('codeList.name')}</th>
          {has.kind && <th scope="col">{t('codeList.kind')}</th>}
          {has.parent && <th scope="col">{t('codeList.parent')}</th>}
          {has.aliases && <th scope="col">{t('codeList.aliases')}</th>}
        </>
      }
    >
      {entries.map((entry) => (
        <tr key={entry.code}>
          <th scope="row" className={classes.code} data-lead>
            <span className={classes.copied}>
              <code>{entry.code}</code>
              <CopyButton text={entry.code} label={t('codeList.copyCode', { code: entry.code })} />
            </span>
          </th>
          <td data-lead>
            <EntryName list={list} entry={entry} at={at} />
          </td>
          {has.kind && <td data-label={t('codeList.kind')}>{entry.kind !== null && word('entryKind', entry.kind)}</td>}
          {has.parent && (
            <td data-label={t('codeList.parent')} data-empty={entry.parent === null || undefined}>
              {entry.parent !== null && <ParentLink list={list} parent={entry.parent} at={at} />}
            </td>
          )}
          {has.aliases && (
            <td
              data-label={t('codeList.aliases')}
              data-empty={entry.aliases.length === 0 || undefined}
              className={classes.aliases}
            >
              {entry.aliases.join(', ')}
            </td>
          )}
        </tr>
      ))}
    </Table>
  )
}

interface EntryLinkProps {
  list: string
  code: string
  at: string
  children: React.ReactNode
}

export function EntryLink({ list, code, at, children }: EntryLinkProps) {
  return (
    <Link
      to="/code-lists/$code/entries/$entry"
      params={{ code: list, entry: code }}
      search={at === '' ? {} : { at }}
      className={classes.link}
    >
      {children}
    </Link>
  )
}

/** The code above, by name and as a link where its list is known. */
export function ParentLink({ list, parent, at }: { list: string; parent: string; at: string }) {
  const hierarchy = useQuery(hierarchyQuery(list, at))
  const above = hierarchy.data?.parentList?.code
  const names = useCodeNames(above === undefined ? [] : [above], at)
  if (above === undefined) return <code>{parent}</code>
  return (
    <EntryLink list={above} code={parent} at={at}>
      {names.get(above)?.get(parent) ?? ''} <code>{parent}</code>
    </EntryLink>
  )
}

function EntryName({ list, entry, at }: { list: string; entry: CodeEntry; at: string }) {
  const { language } = useText()
  const other = entry.nameEn !== null && entry.nameEn !== entry.name ? entry.nameEn : null
  const [first, second] = language === 'en' && other !== null ? [other, entry.name] : [entry.name, other]
  return (
    <>
      <EntryLink list={list} code={entry.code} at={at}>
        {first}
      </EntryLink>
      {second !== null && <span className={classes.other}>{second}</span>}
    </>
  )
}
