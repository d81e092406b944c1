import { useState } from 'react'
import { Button, Menu } from '@mantine/core'
import { IconAlertTriangle, IconDotsVertical, IconPlus, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AccountFacts } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Ago } from '../../../components/moment.tsx'
import { Notice } from '../../../components/notice.tsx'
import { Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { Me } from '../queries.ts'
import { AccountMark, RolePeriods } from './account-marks.tsx'
import { unitAccountsQuery } from './queries.ts'
import { RequestDialog, type Wish } from './request-dialog.tsx'

/** The accounts of a unit as its people see them, and what may be asked for. */
export function UnitAccounts({ me }: { me: Me }) {
  const { t } = useText()
  const accounts = useQuery(unitAccountsQuery)
  const [wish, setWish] = useState<Wish | null>(null)
  const ask = (
    <Button
      leftSection={<IconPlus size={17} />}
      onClick={() => {
        setWish({ kind: 'issue', unit: me.unit })
      }}
    >
      {t('requests.askNew')}
    </Button>
  )
  return (
    <Section title={t('accounts.title')} help={t('accounts.help')} actions={ask}>
      <QueryView query={accounts} skeleton={<TableSkeleton rows={5} columns={5} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconUsers} title={t('accounts.none')} />
          ) : (
            <>
              <Warned accounts={items} />
              <AccountTable accounts={items} onWish={setWish} />
            </>
          )
        }
      </QueryView>
      <RequestDialog
        wish={wish}
        onClose={() => {
          setWish(null)
        }}
      />
    </Section>
  )
}

/** In force, and soon suspended because nobody used it. */
export function isWarned({ state, warnedAt }: AccountFacts): boolean {
  return warnedAt !== null && (state === 'active' || state === 'issued')
}

/** Accounts nobody used for long: the unit hears of it before they are suspended. */
function Warned({ accounts }: { accounts: AccountFacts[] }) {
  const { t, format } = useText()
  const warned = accounts.filter(isWarned)
  if (warned.length === 0) return null
  const days = Map.groupBy(warned, ({ suspendsAt }) => (suspendsAt === null ? '' : format.dayOf(suspendsAt)))
  return (
    <Notice tone="warn" icon={IconAlertTriangle} title={t('accounts.warned', { count: warned.length })}>
      {[...days].map(([day, those]) => (
        <p key={day}>{t('accounts.warnedOn', { day, logins: those.map(({ login }) => login).join(', ') })}</p>
      ))}
    </Notice>
  )
}

interface AccountTableProps {
  accounts: AccountFacts[]
  onWish: (wish: Wish) => void
}

function AccountTable({ accounts, onWish }: AccountTableProps) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('accounts.title')}
      head={
        <>
          <th scope="col">{t('account.login')}</th>
          <th scope="col">{t('account.name')}</th>
          <th scope="col">{t('account.roles')}</th>
          <th scope="col">{t('accounts.state')}</th>
          <th scope="col">{t('accounts.lastUsed')}</th>
          <th scope="col">{t('tokens.actions')}</th>
        </>
      }
    >
      {accounts.map((account) => (
        <tr key={account.id}>
          <th scope="row" data-lead>
            <code>{account.login}</code>
          </th>
          <td data-label={t('account.name')}>{account.name}</td>
          <td data-label={t('account.roles')}>
            <RolePeriods roles={account.heldRoles} />
          </td>
          <td data-label={t('accounts.state')}>
            <AccountMark account={account} />
          </td>
          <td data-label={t('accounts.lastUsed')}>
            {account.lastUsedAt === null ? t('accounts.neverUsed') : <Ago at={account.lastUsedAt} />}
          </td>
          <td data-empty={account.state === 'closed' ? true : undefined}>
            {account.state !== 'closed' && <Wishes account={account} onWish={onWish} />}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Wishes({ account, onWish }: { account: AccountFacts; onWish: (wish: Wish) => void }) {
  const { t } = useText()
  const kinds = account.state === 'suspended' ? (['resume', 'close'] as const) : (['change', 'close'] as const)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          rightSection={<IconDotsVertical size={14} />}
          aria-label={t('requests.askAbout', { login: account.login })}
        >
          {t('requests.ask')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item
            key={kind}
            onClick={() => {
              onWish({ kind, account, unit: account.unit })
            }}
          >
            {t(`requestKind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
