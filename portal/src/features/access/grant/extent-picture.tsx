import { IconEye, IconEyeOff, IconFilter, IconTable } from '@tabler/icons-react'
import type { Field, GrantExtent } from '../../../api/types.ts'
import { Facts } from '../../../components/facts.tsx'
import { Mark } from '../../../components/mark.tsx'
import { Table } from '../../../components/table.tsx'
import type { CodeNames } from '../../../components/value.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './grant.module.css'

interface ExtentPictureProps {
  extent: GrantExtent
  /** Fields of the structure as it is now; one that ended keeps the name it had. */
  fields: readonly Field[]
  codeNames: CodeNames
  period: string
}

/** Exactly what is opened: which fields and how, of which rows, how much, which way, until when (Điều 11.2). */
export function ExtentPicture({ extent, fields, codeNames, period }: ExtentPictureProps) {
  const { t, format } = useText()
  return (
    <div className={classes.extent}>
      <Rows extent={extent} fields={fields} codeNames={codeNames} />
      <FieldTable extent={extent} fields={fields} />
      <Facts
        facts={[
          {
            name: t('grants.channels'),
            value: extent.channels.map((channel) => t(`grants.channel.${channel}`)).join(' · '),
          },
          { name: t('grants.rowsPerDay'), value: format.number(extent.rowsPerDay) },
          { name: t('grants.period'), value: period },
        ]}
      />
    </div>
  )
}

/** Conditions that all hold of a row; each as the field and the names of its values. */
function Rows({ extent: { rows }, fields, codeNames }: Omit<ExtentPictureProps, 'period'>) {
  const { t, titled } = useText()
  if (rows.length === 0) {
    return (
      <p className={classes.said}>
        <Mark tone="warn" icon={IconTable}>
          {t('grants.allRows')}
        </Mark>
      </p>
    )
  }
  return (
    <ul className={classes.rows} aria-label={t('grants.rows')}>
      {rows.map(({ field: id, values }) => {
        const field = fields.find((each) => each.id === id)
        const names = codeNames.get(field?.codeList ?? '')
        const told = values.map((value) =>
          names?.has(value) === true ? `${names.get(value) ?? ''} (${value})` : value,
        )
        return (
          <li key={id}>
            <Mark tone="accent" icon={IconFilter}>
              {t('grants.rowsAre', { field: field === undefined ? id : titled(field), values: told.join(', ') })}
            </Mark>
          </li>
        )
      })}
    </ul>
  )
}

function FieldTable({ extent, fields }: Pick<ExtentPictureProps, 'extent' | 'fields'>) {
  const { t, titled } = useText()
  return (
    <Table
      cards
      label={t('grants.fields')}
      head={(['grants.field', 'grants.sensitivity', 'grants.shown'] as const).map((name) => (
        <th key={name} scope="col">
          {t(name)}
        </th>
      ))}
    >
      {extent.fields.map(({ id, name, sensitivity, mask }) => {
        const field = fields.find((each) => each.id === id)
        return (
          <tr key={id}>
            <th scope="row" data-lead>
              {field === undefined ? name : titled(field)} <code className={classes.quiet}>{name}</code>
            </th>
            <td data-label={t('grants.sensitivity')}>
              {sensitivity === 'none' ? t('grants.notPersonal') : t(`sensitivity.${sensitivity}`)}
            </td>
            <td data-label={t('grants.shown')}>
              <Mark tone={mask === null ? 'plain' : 'accent'} icon={mask === null ? IconEye : IconEyeOff}>
                {t(mask === null ? 'grants.plain' : `grants.mask.${mask}`)}
              </Mark>
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
