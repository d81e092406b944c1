import type { Field, Submission } from '../../../api/types.ts'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'

interface ConversionsProps {
  conversions: Submission['conversions']
  /** Fields of the structure the file was read in. */
  fields: readonly Pick<Field, 'name' | 'title' | 'titleEn'>[]
}

/** Cells that were written in another way when the file was read, by field, most first. */
export function Conversions({ conversions, fields }: ConversionsProps) {
  const { t, format, titled, word } = useText()
  const titles = new Map(fields.map((field) => [field.name, titled(field)]))
  return (
    <Table
      cards
      label={t('conversions.title')}
      head={
        <>
          <th scope="col">{t('conversions.field')}</th>
          <th scope="col">{t('conversions.how')}</th>
          <th scope="col" data-number>
            {t('conversions.cells')}
          </th>
        </>
      }
    >
      {conversions
        .toSorted((a, b) => b.count - a.count)
        .map(({ field, kind, count }) => (
          <tr key={`${field} ${kind}`}>
            <th scope="row" data-lead>
              {titles.get(field) ?? field}
            </th>
            <td data-label={t('conversions.how')}>{word('conversionKind', kind)}</td>
            <td data-number data-label={t('conversions.cells')}>
              {format.number(count)}
            </td>
          </tr>
        ))}
    </Table>
  )
}
