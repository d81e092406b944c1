import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../../../components/empty.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { unitAccountsQuery } from './queries.ts'

/** Accounts of a unit with what they may do, for those who look after accounts. */
export function UnitPeople({ unit }: { unit: string }) {
  const { t, format } = useText()
  const accounts = useQuery(unitAccountsQuery(unit))
  return (
    <QueryView query={accounts} skeleton={<TableSkeleton rows={3} columns={4} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon={IconUsers} title={t('unit.noPeople')} />
        ) : (
          <Table
            cards
            label={t('unit.people')}
            head={
              <>
                <th scope="col">{t('unit.person')}</th>
                <th scope="col">{t('unit.login')}</th>
                <th scope="col">{t('unit.roles')}</th>
                <th scope="col">{t('unit.lastUse')}</th>
              </>
            }
          >
            {items.map((account) => (
              <tr key={account.id}>
                <th scope="row" data-lead>
                  {account.name}
                </th>
                <td data-label={t('unit.login')}>{account.login}</td>
                <td data-label={t('unit.roles')}>{account.roles.map((role) => t(`role.${role}`)).join(', ')}</td>
                <td data-label={t('unit.lastUse')}>
                  {account.lastUsedAt === null ? t('unit.neverUsed') : format.instant(account.lastUsedAt)}
                </td>
              </tr>
            ))}
          </Table>
        )
      }
    </QueryView>
  )
}
