import { Button, Select } from '@mantine/core'
import { IconAlertTriangle, IconWand } from '@tabler/icons-react'
import type { Preview, Profile } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { isOwnColumn, matchedByName, withField, type SubmitField } from './mapping.ts'
import classes from './preview.module.css'

interface ColumnMappingProps {
  preview: Preview
  fields: readonly SubmitField[]
  onChange: (part: Pick<Profile, 'columns'>) => void
}

/** Which column fills which field, with a few of its values to recognise it by. */
export function ColumnMapping({ preview, fields, onChange }: ColumnMappingProps) {
  const { t, titled } = useText()
  const columns = preview.columns.filter(({ source }) => !isOwnColumn(source))
  const options = fields.map((field) => ({
    value: field.name,
    label: field.required ? `${titled(field)} *` : titled(field),
  }))
  return (
    <>
      <div className={classes.mappingHead}>
        <h3>{t('mapping.title')}</h3>
        {columns.some(({ field }) => field === null) && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconWand size={16} />}
            onClick={() => {
              onChange({ columns: matchedByName(preview.columns, fields) })
            }}
          >
            {t('mapping.byName')}
          </Button>
        )}
      </div>
      <Table
        cards
        dense
        label={t('mapping.title')}
        head={
          <>
            <th scope="col">{t('mapping.column')}</th>
            <th scope="col">{t('mapping.samples')}</th>
            <th scope="col">{t('mapping.field')}</th>
          </>
        }
      >
        {columns.map((column) => (
          <ColumnRow
            key={column.source}
            column={column}
            unknown={preview.unknownColumns.includes(column.source)}
            options={options}
            onChoose={(field) => {
              onChange({ columns: withField(preview.columns, column.source, field) })
            }}
          />
        ))}
      </Table>
    </>
  )
}

interface ColumnRowProps {
  column: Preview['columns'][number]
  unknown: boolean
  options: { value: string; label: string }[]
  onChoose: (field: string | null) => void
}

function ColumnRow({ column, unknown, options, onChoose }: ColumnRowProps) {
  const { t } = useText()
  return (
    <tr>
      <th scope="row" data-lead>
        <span className={classes.source}>{column.source}</span>
        {unknown && (
          <Mark tone="warn" icon={IconAlertTriangle} quiet>
            {t('mapping.unknown')}
          </Mark>
        )}
      </th>
      <td data-label={t('mapping.samples')}>
        <span className={classes.samples}>{column.samples.slice(0, 3).join(' · ')}</span>
      </td>
      <td data-label={t('mapping.field')}>
        <Select
          className={classes.field}
          aria-label={t('mapping.fieldOf', { column: column.source })}
          placeholder={t('mapping.leftOut')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('action.clear') }}
          nothingFoundMessage={t('mapping.noField')}
          data={options}
          value={column.field}
          onChange={onChoose}
        />
      </td>
    </tr>
  )
}
