import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBan, IconCircleCheck, IconClockOff, IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Token } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Mark } from '../../components/mark.tsx'
import { Ago } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { Table } from '../../components/table.tsx'
import { useNow } from '../../lib/use-now.ts'
import { useText } from '../../lib/use-text.ts'
import { IssueTokenDialog } from './issue-token-dialog.tsx'
import { tokensQuery } from './queries.ts'
import { RevokeButton } from './revoke-button.tsx'

export function Tokens() {
  const { t } = useText()
  const tokens = useQuery(tokensQuery)
  const [issuing, dialog] = useDisclosure(false)
  const issue = (
    <Button leftSection={<IconPlus size={17} />} onClick={dialog.open}>
      {t('tokens.issue')}
    </Button>
  )
  return (
    <Section title={t('tokens.title')} help={t('tokens.help')} actions={issue}>
      <QueryView query={tokens} skeleton={<TableSkeleton rows={3} columns={5} />}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty icon={IconKey} title={t('tokens.none')}>
              {t('tokens.noneHelp')}
            </Empty>
          ) : (
            <TokenTable tokens={data.items} />
          )
        }
      </QueryView>
      <IssueTokenDialog opened={issuing} onClose={dialog.close} />
    </Section>
  )
}

function TokenTable({ tokens }: { tokens: Token[] }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('tokens.title')}
      head={
        <>
          <th scope="col">{t('tokens.label')}</th>
          <th scope="col">{t('tokens.state')}</th>
          <th scope="col">{t('tokens.created')}</th>
          <th scope="col">{t('tokens.lastUsed')}</th>
          <th scope="col">{t('tokens.expires')}</th>
          <th scope="col">{t('tokens.actions')}</th>
        </>
      }
    >
      {tokens.map((token) => (
        <TokenRow key={token.id} token={token} />
      ))}
    </Table>
  )
}

function TokenRow({ token }: { token: Token }) {
  const { t, format } = useText()
  return (
    <tr>
      <th scope="row" data-lead>
        {token.label}
        {token.networks.length > 0 && <small> · {token.networks.join(', ')}</small>}
      </th>
      <td data-label={t('tokens.state')}>
        <TokenMark token={token} />
      </td>
      <td data-label={t('tokens.created')}>{format.instant(token.createdAt)}</td>
      <td data-label={t('tokens.lastUsed')}>
        {token.lastUsedAt === null ? t('tokens.neverUsed') : <Ago at={token.lastUsedAt} />}
      </td>
      <td data-label={t('tokens.expires')}>{format.dayOf(token.expiresAt)}</td>
      <td data-empty={token.revokedAt === null ? undefined : true}>
        {token.revokedAt === null && <RevokeButton token={token} />}
      </td>
    </tr>
  )
}

function TokenMark({ token }: { token: Token }) {
  const { t } = useText()
  const now = useNow()
  if (token.revokedAt !== null) return <Mark icon={IconBan}>{t('tokens.revoked')}</Mark>
  if (new Date(token.expiresAt).getTime() < now) {
    return <Mark icon={IconClockOff}>{t('tokens.expired')}</Mark>
  }
  return (
    <Mark tone="ok" icon={IconCircleCheck}>
      {t('tokens.usable')}
    </Mark>
  )
}
