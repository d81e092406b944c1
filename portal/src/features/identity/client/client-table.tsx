import { Link } from '@tanstack/react-router'
import type { Client } from '../../../api/types.ts'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ClientMark } from './client-mark.tsx'

export function ClientTable({ clients }: { clients: readonly Client[] }) {
  const { t, format, named } = useText()
  return (
    <Table
      cards
      label={t('clients.title')}
      head={
        <>
          <th scope="col">{t('clients.name')}</th>
          <th scope="col">{t('clients.state')}</th>
          <th scope="col">{t('clients.unit')}</th>
          <th scope="col">{t('clients.kind')}</th>
          <th scope="col">{t('clients.requestedAt')}</th>
        </>
      }
    >
      {clients.map((client) => (
        <tr key={client.code}>
          <th scope="row" data-lead>
            <Link to="/clients/$code" params={{ code: client.code }}>
              {client.name}
            </Link>
          </th>
          <td data-label={t('clients.state')}>
            <ClientMark state={client.state} />
          </td>
          <td data-label={t('clients.unit')}>{named(client.unit)}</td>
          <td data-label={t('clients.kind')}>{t(`clients.kinds.${client.kind}`)}</td>
          <td data-label={t('clients.requestedAt')} data-nowrap>
            {format.dayOf(client.requestedAt)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
