import { useState } from 'react'
import { Button } from '@mantine/core'
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
import { accountsOfUnitQuery } from '../accounts/queries.ts'
import { UnitSelect } from '../unit/unit-select.tsx'
import { OutsideLinksDialog } from './outside-links-dialog.tsx'
import { signInWaysQuery } from './queries.ts'

/** Who the people of the provider outside are here: the coordinator says it, account by account. */
export function OutsideLinks({ mayLink }: { mayLink: boolean }) {
  const { t } = useText()
  const outside = useQuery(signInWaysQuery).data?.outside
  const [chosen, setChosen] = useState<string[]>([])
  const [account, setAccount] = useState<AccountFacts | null>(null)
  if (!outside) return null
  const [unit] = chosen
  return (
    <Section title={t('outsideLinks.title', { name: outside.name })} help={t('outsideLinks.help')}>
      <div className={classes.bar}>
        <UnitSelect className={classes.unit} label={t('account.unit')} value={chosen} onChange={setChosen} />
      </div>
      {unit !== undefined && <AccountsOfUnit unit={unit} onChoose={setAccount} />}
      {account && (
        <OutsideLinksDialog
          account={account}
          mayLink={mayLink}
          onClose={() => {
            setAccount(null)
          }}
        />
      )}
    </Section>
  )
}

function AccountsOfUnit({ unit, onChoose }: { unit: string; onChoose: (account: AccountFacts) => void }) {
  const { t } = useText()
  const accounts = useQuery(accountsOfUnitQuery(unit))
  return (
    <QueryView query={accounts} skeleton={<TableSkeleton rows={3} columns={3} />}>
      {({ items }) =>
        items.every(({ kind }) => kind === 'system') ? (
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
            {items
              .filter(({ kind }) => kind === 'person')
              .map((each) => (
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
