import { Link } from '@tanstack/react-router'
import type { CodeList } from '../../api/types.ts'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './code-list-list.module.css'

/** The lists with the version in force on the day; '' is today. */
export function CodeListList({ lists, at }: { lists: CodeList[]; at: string }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('codeLists.table')}
      head={
        <>
          <th scope="col">{t('codeLists.name')}</th>
          <th scope="col">{t('codeLists.about')}</th>
          <th scope="col">{t('codeLists.current')}</th>
          <th scope="col" data-number>
            {t('codeLists.entries')}
          </th>
        </>
      }
    >
      {lists.map((list) => (
        <CodeListRow key={list.code} list={list} at={at} />
      ))}
    </Table>
  )
}

function CodeListRow({ list, at }: { list: CodeList; at: string }) {
  const { t, named, format } = useText()
  const current = list.versions.find((version) => version.version === list.current)
  return (
    <tr>
      <th scope="row" data-lead>
        <Link
          to="/code-lists/$code"
          params={{ code: list.code }}
          search={at === '' ? {} : { at }}
          className={classes.name}
        >
          {named(list)}
        </Link>
        <code className={classes.code}>{list.code}</code>
      </th>
      <td data-label={t('codeLists.about')}>{list.description}</td>
      <td data-label={t('codeLists.current')}>
        {current === undefined
          ? t('codeLists.noCurrent')
          : t('codeLists.currentFrom', { version: current.version, date: format.day(current.validFrom) })}
      </td>
      <td data-number data-label={t('codeLists.entries')}>
        {current === undefined ? t('value.none') : format.number(current.entries)}
      </td>
    </tr>
  )
}
