import { Link } from '@tanstack/react-router'
import type { Instrument } from '../../api/types.ts'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'

export function InstrumentList({ instruments }: { instruments: Instrument[] }) {
  const { t, format } = useText()
  return (
    <Table
      cards
      label={t('law.table')}
      head={
        <>
          <th scope="col">{t('law.number')}</th>
          <th scope="col">{t('law.about')}</th>
          <th scope="col">{t('law.issuer')}</th>
          <th scope="col">{t('law.signedOn')}</th>
          <th scope="col">{t('law.effectiveFrom')}</th>
        </>
      }
    >
      {instruments.map((instrument) => (
        <tr key={instrument.id}>
          <th scope="row" data-lead data-nowrap>
            <Link to="/law/$id" params={{ id: instrument.id }}>
              {t(`instrumentKind.${instrument.kind}`)} {instrument.number}
            </Link>
          </th>
          <td data-label={t('law.about')}>{instrument.title}</td>
          <td data-label={t('law.issuer')}>{instrument.issuer}</td>
          <td data-label={t('law.signedOn')} data-nowrap>
            {format.day(instrument.signedOn)}
          </td>
          <td data-label={t('law.effectiveFrom')} data-nowrap>
            {format.day(instrument.effectiveFrom)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
