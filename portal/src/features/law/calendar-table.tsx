import type { CalendarYear } from '../../api/types.ts'
import { Mark } from '../../components/mark.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'

const tones = { holiday: 'accent', substitute: 'plain', 'swapped-off': 'plain', 'swapped-on': 'warn' } as const

/** The days of a year that are not what their day of the week says. */
export function CalendarTable({ year }: { year: CalendarYear }) {
  const { t, format, named } = useText()
  return (
    <Table
      cards
      label={t('calendar.daysOf', { year: year.year })}
      head={
        <>
          <th scope="col">{t('calendar.day')}</th>
          <th scope="col">{t('calendar.kindLabel')}</th>
          <th scope="col">{t('calendar.name')}</th>
          <th scope="col">{t('calendar.basis')}</th>
        </>
      }
    >
      {year.days.map((each) => (
        <tr key={each.day}>
          <th scope="row" data-lead data-nowrap>
            {format.weekday(`${each.day}T05:00:00Z`)}
          </th>
          <td data-label={t('calendar.kindLabel')}>
            <Mark tone={tones[each.kind]}>{t(`calendar.kind.${each.kind}`)}</Mark>
          </td>
          <td data-label={t('calendar.name')}>{named(each)}</td>
          <td data-label={t('calendar.basis')}>{each.basis}</td>
        </tr>
      ))}
    </Table>
  )
}
