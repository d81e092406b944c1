import type { Preview } from '../../../api/types.ts'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './preview.module.css'

/** The first rows as they stand in the file, under the field each column fills. */
export function SampleTable({ preview }: { preview: Preview }) {
  const { t } = useText()
  return (
    <Table
      dense
      label={t('preview.rows')}
      head={preview.columns.map((column) => (
        <th key={column.source} scope="col" data-left-out={column.field === null || undefined}>
          {column.title ?? column.source}
        </th>
      ))}
    >
      {preview.rows.map((cells, row) => (
        <tr key={row}>
          {preview.columns.map((column, at) => (
            <td key={column.source} data-nowrap className={column.field === null ? classes.leftOut : undefined}>
              {cells[at] ?? ''}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}
