import { IconPlugOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { CodeListUse } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { Table } from '../../components/table.tsx'
import { codeListUsesQuery } from '../../features/catalogue/queries.ts'
import { hierarchyQuery } from '../../features/reference/queries.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './code-list.module.css'

const route = getRouteApi('/code-lists/$code/uses')

export function CodeListUsesTab() {
  const { t } = useText()
  const { code } = route.useParams()
  const uses = useQuery(codeListUsesQuery(code))
  return (
    <>
      <Related code={code} />
      <QueryView query={uses} skeleton={<TableSkeleton rows={3} columns={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconPlugOff} title={t('codeUses.none')}>
              {t('codeUses.noneHelp')}
            </Empty>
          ) : (
            <Uses uses={items} />
          )
        }
      </QueryView>
    </>
  )
}

function Uses({ uses }: { uses: CodeListUse[] }) {
  const { t, named, titled } = useText()
  return (
    <Table
      cards
      label={t('codeUses.table')}
      head={
        <>
          <th scope="col">{t('facts.data')}</th>
          <th scope="col">{t('facts.provider')}</th>
          <th scope="col">{t('codeUses.fields')}</th>
        </>
      }
    >
      {uses.map(({ dataset, fields }) => (
        <tr key={dataset.code}>
          <th scope="row" data-lead>
            <Link to="/datasets/$code" params={{ code: dataset.code }}>
              {named(dataset)}
            </Link>
          </th>
          <td data-label={t('facts.provider')}>{named(dataset.provider)}</td>
          <td data-label={t('codeUses.fields')}>
            <span className={classes.fields}>
              {fields.map((field) => (
                <Link key={field.name} to="/datasets/$code/structure" params={{ code: dataset.code }} hash={field.name}>
                  {titled(field)}
                </Link>
              ))}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** Lists above and below: codes lead from one to the other. */
function Related({ code }: { code: string }) {
  const { t, named } = useText()
  const hierarchy = useQuery(hierarchyQuery(code, ''))
  const { parentList = null, childLists = [] } = hierarchy.data ?? {}
  const above = parentList === null || parentList.code === code ? [] : [parentList]
  if (above.length + childLists.length === 0) return null
  return (
    <p className={classes.inForce}>
      {above.map((list) => (
        <span key={list.code}>
          {t('codeUses.above')}{' '}
          <Link to="/code-lists/$code" params={{ code: list.code }}>
            {named(list)}
          </Link>
          .{' '}
        </span>
      ))}
      {childLists.map((list) => (
        <span key={list.code}>
          {t('codeUses.below')}{' '}
          <Link to="/code-lists/$code" params={{ code: list.code }}>
            {named(list)}
          </Link>
          .{' '}
        </span>
      ))}
    </p>
  )
}
