import type { Client } from '../../../api/types.ts'
import { Digest } from '../../../components/digest.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'

export function KeyTable({ keys }: { keys: Client['keys'] }) {
  const { t, format } = useText()
  return (
    <Table
      cards
      label={t('clients.keys')}
      head={
        <>
          <th scope="col">{t('clients.thumbprint')}</th>
          <th scope="col">{t('clients.keyKind')}</th>
          <th scope="col">{t('clients.addedAt')}</th>
          <th scope="col">{t('clients.endsAt')}</th>
        </>
      }
    >
      {keys.map((key) => (
        <tr key={key.thumbprint}>
          <th scope="row" data-lead>
            <Digest value={key.thumbprint} />
          </th>
          <td data-label={t('clients.keyKind')}>
            {t(key.isCertificate ? 'clients.certificate' : 'clients.publicKey')} · {key.algorithm}
          </td>
          <td data-label={t('clients.addedAt')} data-nowrap>
            {format.instant(key.addedAt)}
          </td>
          <td data-label={t('clients.endsAt')} data-nowrap>
            {key.endsAt === null ? t('clients.noEnd') : format.instant(key.endsAt)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
