import { ActionIcon, Popover } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowDown, IconArrowUp, IconArrowsSort, IconEyeOff, IconFilter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Field, ReadableField, Values } from '../../api/types.ts'
import { CopyButton } from '../../components/copy.tsx'
import { isNumeric, Value, type CodeNames } from '../../components/value.tsx'
import { scrollRegion } from '../../lib/scroll-region.ts'
import { useText } from '../../lib/use-text.ts'
import { nextSort, sortDirection } from './filter.ts'
import { FilterForm } from './filter-form.tsx'
import { gridProps, type Copied } from './grid-keys.ts'
import classes from './records-table.module.css'

interface RecordsTableProps {
  dataset: string
  fields: ReadableField[]
  rows: Values[]
  codeNames: CodeNames
  sort: string
  purpose: string
  dense: boolean
  onSort: (sort: string) => void
  onFilter: (filter: string) => void
}

export function RecordsTable(props: RecordsTableProps) {
  const { fields, rows, dense } = props
  const { t } = useText()
  return (
    <div
      className={classes.frame}
      data-dense={dense || undefined}
      ref={scrollRegion}
      role="region"
      aria-label={t('records.table')}
    >
      <table {...gridProps(useCopied())} aria-label={t('records.table')} className={classes.table}>
        <thead>
          <tr>
            {fields.map((field) => (
              <Header key={field.id} field={field} {...props} />
            ))}
            <th scope="col" className={classes.tools}>
              <span className={classes.hidden}>{t('records.tools')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={keyOf(row, fields) ?? index} row={row} first={index === 0} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function useCopied(): (what: Copied) => void {
  const { t } = useText()
  return (what) => {
    notifications.show({ message: t(`records.copied.${what}`), autoClose: 1600 })
  }
}

function keyOf(row: Values, fields: ReadableField[]): string | null {
  const key = fields.find((field) => field.key && !field.masked)
  const value = key === undefined ? null : row[key.name]
  return value === null || value === undefined ? null : textOf(value)
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function Header({ field, sort, codeNames, onSort, onFilter }: RecordsTableProps & { field: ReadableField }) {
  const { t, titled } = useText()
  const direction = sortDirection(sort, field.name)
  const title = titled(field)
  if (field.masked) return <MaskedHeader title={title} />
  const Glyph = direction === null ? IconArrowsSort : direction === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <th
      scope="col"
      data-number={isNumeric(field) || undefined}
      aria-sort={direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending'}
    >
      <span className={classes.head}>
        <button
          type="button"
          className={classes.sort}
          data-active={direction !== null || undefined}
          title={t('records.sortBy', { field: title })}
          onClick={() => {
            onSort(nextSort(sort, field.name))
          }}
        >
          {title}
          <Glyph size={14} aria-hidden />
        </button>
        <HeaderFilter field={field} title={title} codeNames={codeNames} onFilter={onFilter} />
      </span>
    </th>
  )
}

/** Values that are masked are neither sorted nor filtered by. */
function MaskedHeader({ title }: { title: string }) {
  const { t } = useText()
  return (
    <th scope="col">
      <span className={classes.head} title={t('records.masked')}>
        {title}
        <IconEyeOff size={14} role="img" aria-label={t('records.masked')} />
      </span>
    </th>
  )
}

interface HeaderFilterProps extends Pick<RecordsTableProps, 'codeNames' | 'onFilter'> {
  field: Field
  title: string
}

function HeaderFilter({ field, title, codeNames, onFilter }: HeaderFilterProps) {
  const { t } = useText()
  return (
    <Popover width={280} position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          title={t('records.filterBy', { field: title })}
          aria-label={t('records.filterBy', { field: title })}
        >
          <IconFilter size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <FilterForm fields={[field]} codeNames={codeNames} onAdd={onFilter} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Row({ row, first, dataset, fields, codeNames, purpose }: RecordsTableProps & { row: Values; first: boolean }) {
  const { t, titled } = useText()
  const key = keyOf(row, fields)
  return (
    <tr data-copy={JSON.stringify(row, null, 2)}>
      {fields.map((field, index) => (
        <td
          key={field.id}
          role="gridcell"
          tabIndex={first && index === 0 ? 0 : -1}
          data-number={isNumeric(field) || undefined}
          data-label={titled(field)}
          data-lead={field.key || undefined}
          data-copy={textOf(row[field.name])}
        >
          {field.key && !field.masked && key !== null ? (
            <Link
              to="/datasets/$code/records/$key"
              params={{ code: dataset, key }}
              search={purpose === '' ? {} : { purpose }}
              className={classes.key}
            >
              {key}
            </Link>
          ) : (
            <span>
              <Value field={field} value={row[field.name]} codeNames={codeNames} />
            </span>
          )}
        </td>
      ))}
      <td className={classes.tools} role="gridcell" tabIndex={-1}>
        <CopyButton text={JSON.stringify(row, null, 2)} label={t('records.copyRow')} />
      </td>
    </tr>
  )
}
