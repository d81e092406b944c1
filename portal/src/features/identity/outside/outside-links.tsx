import { useState } from 'react'
import { Button, Select } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AccountFacts } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from '../accounts/ask-for-unit.module.css'
import { unitsQuery } from '../queries.ts'
import { OutsideLinksDialog } from './outside-links-dialog.tsx'
import { accountsOfUnitQuery, signInWaysQuery } from './queries.ts'

/** Who the people of the provider outside are here: the coordinator says it, account by account. */
export function OutsideLinks() {
  const { t, named } = useText()
  const outside = useQuery(signInWaysQuery).data?.outside
  const units = useQuery(unitsQuery)
  const [unit, setUnit] = useState<string | null>(null)
  const [account, setAccount] = useState<AccountFacts | null>(null)
  if (!outside) return null
  return (
    <Section title={t('outsideLinks.title', { name: outside.name })} help={t('outsideLinks.help')}>
      <div className={classes.bar}>
        <Select
          className={classes.unit}
          label={t('account.unit')}
          placeholder={t('requests.chooseUnit')}
          searchable
          data={(units.data?.items ?? []).map((each) => ({ value: each.id, label: named(each) }))}
          value={unit}
          onChange={setUnit}
        />
      </div>
      {unit !== null && <AccountsOfUnit unit={unit} onChoose={setAccount} />}
      <OutsideLinksDialog
        account={account}
        onClose={() => {
          setAccount(null)
        }}
      />
    </Section>
  )
}

function AccountsOfUnit({ unit, onChoose }: { unit: string; onChoose: (account: AccountFacts) => void }) {
  const { t } = useText()
  const accounts = useQuery(accountsOfUnitQuery(unit))
  return (
    <QueryView query={accounts} skeleton={<TableSkeleton rows={3} columns={3} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon={IconUsers} title={t('outsideLinks.none')} />
        ) : (
          <Table
            cards
            label={t('outsideLinks.account')}
            head={
              <>
                <th scope="col">{t('account.login')}</th>
                <th scope="col">{t('account.name')}</th>
                <th scope="col">{t('tokens.actions')}</th>
              </>
            }
          >
            {items.map((each) => (
              <tr key={each.id}>
                <th scope="row" data-lead>
                  <code>{each.login}</code>
                </th>
                <td data-label={t('account.name')}>{each.name}</td>
                <td>
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('outsideLinks.manageNamed', { login: each.login })}
                    onClick={() => {
                      onChoose(each)
                    }}
                  >
                    {t('outsideLinks.manage')}
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        )
      }
    </QueryView>
  )
}
