import { useInfiniteQuery } from '@tanstack/react-query'
import { IconListSearch } from '@tabler/icons-react'
import type { CodeEntry } from '../../api/types.ts'
import { CopyButton } from '../../components/copy.tsx'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { entriesQuery, type EntrySearch } from './queries.ts'
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
            <EntryTable entries={items} />
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

function EntryTable({ entries }: { entries: CodeEntry[] }) {
  const { t, word } = useText()
  const has = {
    parent: entries.some((entry) => entry.parent !== null),
    kind: entries.some((entry) => entry.kind !== null),
    aliases: entries.some((entry) => entry.aliases.length > 0),
  }
  return (
    <Table
      dense
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
          <th scope="row" className={classes.code}>
            <code>{entry.code}</code>
            <CopyButton text={entry.code} label={t('codeList.copyCode', { code: entry.code })} />
          </th>
          <td>
            <EntryName entry={entry} />
          </td>
          {has.kind && <td>{entry.kind !== null && word('entryKind', entry.kind)}</td>}
          {has.parent && (
            <td>
              <code>{entry.parent}</code>
            </td>
          )}
          {has.aliases && <td className={classes.aliases}>{entry.aliases.join(', ')}</td>}
        </tr>
      ))}
    </Table>
  )
}

function EntryName({ entry }: { entry: CodeEntry }) {
  const { language } = useText()
  const other = entry.nameEn !== null && entry.nameEn !== entry.name ? entry.nameEn : null
  if (language === 'en' && other !== null) {
    return (
      <>
        {other} <span className={classes.other}>{entry.name}</span>
      </>
    )
  }
  return (
    <>
      {entry.name} {other !== null && <span className={classes.other}>{other}</span>}
    </>
  )
}
