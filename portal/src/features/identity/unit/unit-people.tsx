import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AccountFacts } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { AccountMark } from '../accounts/account-marks.tsx'
import { accountsOfUnitQuery } from '../accounts/queries.ts'
import { SendLinkButton } from '../link/send-link-button.tsx'

interface UnitPeopleProps {
  unit: string
  /** Login of the coordinator who looks, and may send links to others. */
  sender: string | null
}

/** Accounts of a unit with what they may do, for those who look after accounts. */
export function UnitPeople({ unit, sender }: UnitPeopleProps) {
  const { t, format } = useText()
  const accounts = useQuery(accountsOfUnitQuery(unit))
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
                <th scope="col">{t('accounts.state')}</th>
                <th scope="col">{t('unit.lastUse')}</th>
                {sender !== null && <th scope="col">{t('tokens.actions')}</th>}
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
                <td data-label={t('accounts.state')}>
                  <AccountMark account={account} />
                </td>
                <td data-label={t('unit.lastUse')}>
                  {account.lastUsedAt === null ? t('unit.neverUsed') : format.instant(account.lastUsedAt)}
                </td>
                {sender !== null && (
                  <td data-empty={mayBeSent(account, sender) ? undefined : true}>
                    {mayBeSent(account, sender) && <SendLinkButton account={account} />}
                  </td>
                )}
              </tr>
            ))}
          </Table>
        )
      }
    </QueryView>
  )
}

function mayBeSent({ login, state, kind }: AccountFacts, sender: string): boolean {
  return login !== sender && kind === 'person' && (state === 'issued' || state === 'active')
}
