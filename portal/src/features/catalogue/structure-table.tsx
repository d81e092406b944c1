import { Link } from '@tanstack/react-router'
import { IconAsterisk, IconEyeOff, IconFingerprint, IconKey, IconMapPin, IconShieldLock } from '@tabler/icons-react'
import type { Field } from '../../api/types.ts'
import { Mark } from '../../components/mark.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './structure-table.module.css'

/** The fields of one structure: a table on a desk, a card a field on a phone. */
export function StructureTable({ fields }: { fields: Field[] }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('structure.table')}
      head={
        <>
          <th scope="col">{t('structure.field')}</th>
          <th scope="col">{t('structure.type')}</th>
          <th scope="col">{t('structure.marks')}</th>
          <th scope="col">{t('structure.values')}</th>
          <th scope="col">{t('structure.description')}</th>
        </>
      }
    >
      {fields.map((field) => (
        <FieldRow key={field.id} field={field} />
      ))}
    </Table>
  )
}

function FieldRow({ field }: { field: Field }) {
  const { t, titled, described } = useText()
  const description = described(field)
  return (
    <tr id={field.name}>
      <th scope="row" data-lead className={classes.name}>
        <span className={classes.title}>{titled(field)}</span>
        <code>{field.name}</code>
      </th>
      <td data-label={t('structure.type')}>
        <FieldType field={field} />
      </td>
      <td data-label={t('structure.marks')} data-empty={hasMarks(field) ? undefined : true}>
        <FieldMarks field={field} />
      </td>
      <td data-label={t('structure.values')} data-empty={hasSource(field) ? undefined : true}>
        <FieldSource field={field} />
      </td>
      <td
        data-label={t('structure.description')}
        data-empty={description === '' ? true : undefined}
        className={classes.description}
      >
        {description}
      </td>
    </tr>
  )
}

function FieldType({ field }: { field: Field }) {
  const { t, format } = useText()
  const bounds = [
    field.length === null ? null : t('structure.length', { length: format.number(field.length) }),
    field.minimum === null ? null : t('structure.minimum', { value: bound(field, field.minimum) }),
    field.maximum === null ? null : t('structure.maximum', { value: bound(field, field.maximum) }),
  ].filter((each) => each !== null)
  function bound(of: Field, value: string): string {
    return of.type === 'date' ? format.day(value) : of.type === 'text' ? value : format.decimal(value)
  }
  return (
    <span>
      {t(`fieldType.${field.type}`)}
      {bounds.length > 0 && <span className={classes.bounds}>{bounds.join(', ')}</span>}
      {field.check !== null && <span className={classes.bounds}>{t(`fieldCheck.${field.check}`)}</span>}
      {field.pattern !== null && (
        <span className={classes.bounds}>
          {t('structure.pattern')} <code>{field.pattern}</code>
        </span>
      )}
    </span>
  )
}

function FieldMarks({ field }: { field: Field }) {
  const { t } = useText()
  return (
    <span className={classes.marks}>
      {field.key && (
        <Mark quiet tone="accent" icon={IconKey}>
          {t('structure.key')}
        </Mark>
      )}
      {field.required && !field.key && (
        <Mark quiet icon={IconAsterisk}>
          {t('structure.required')}
        </Mark>
      )}
      {field.unique && !field.key && (
        <Mark quiet icon={IconFingerprint}>
          {t('structure.unique')}
        </Mark>
      )}
      {field.territory && (
        <Mark quiet icon={IconMapPin}>
          {t('structure.territory')}
        </Mark>
      )}
      {field.sensitivity === 'personal' && (
        <Mark quiet tone="warn" icon={IconEyeOff}>
          {t('sensitivity.personal')}
        </Mark>
      )}
      {field.sensitivity === 'sensitive' && (
        <Mark quiet tone="bad" icon={IconShieldLock}>
          {t('sensitivity.sensitive')}
        </Mark>
      )}
    </span>
  )
}

function FieldSource({ field }: { field: Field }) {
  const { t } = useText()
  return (
    <span className={classes.source}>
      {field.codeList !== null && (
        <span>
          {t('structure.codeList')}{' '}
          <Link to="/code-lists/$code" params={{ code: field.codeList }}>
            {field.codeList}
          </Link>
        </span>
      )}
      {field.references !== null && (
        <span>
          {t('structure.references')}{' '}
          <Link
            to="/datasets/$code/structure"
            params={{ code: field.references.dataset }}
            hash={field.references.field}
          >
            {`${field.references.dataset}.${field.references.field}`}
          </Link>
        </span>
      )}
    </span>
  )
}

function hasMarks(field: Field): boolean {
  return field.key || field.required || field.unique || field.territory || field.sensitivity !== 'none'
}

function hasSource(field: Field): boolean {
  return field.codeList !== null || field.references !== null
}
