import { Link } from '@tanstack/react-router'
import type { Act } from '../../../api/types.ts'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ActMark } from './act-mark.tsx'

export function ActList({ acts }: { acts: readonly Act[] }) {
  const { t, format, titled } = useText()
  return (
    <Table
      cards
      label={t('act.title')}
      head={
        <>
          <th scope="col">{t('act.about')}</th>
          <th scope="col">{t('act.state')}</th>
          <th scope="col">{t('act.effectiveOn')}</th>
          <th scope="col">{t('act.preparedAt')}</th>
        </>
      }
    >
      {acts.map((act) => (
        <tr key={act.id}>
          <th scope="row" data-lead>
            <Link to="/acts/$id" params={{ id: act.id }}>
              {titled(act)}
            </Link>
          </th>
          <td data-label={t('act.state')}>
            <ActMark state={act.state} />
          </td>
          <td data-label={t('act.effectiveOn')} data-nowrap>
            {act.effectiveOn === null ? t('act.ownDays') : format.day(act.effectiveOn)}
          </td>
          <td data-label={t('act.preparedAt')} data-nowrap>
            {format.dayOf(act.preparedAt)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
