import { NativeSelect } from '@mantine/core'
import { IconLock, IconLockOpen2 } from '@tabler/icons-react'
import type { Field, Purpose } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { waysToShow, type Draft, type Shown } from './draft.ts'
import classes from './grant.module.css'

interface FieldChoicesProps {
  fields: readonly Field[]
  shows: Purpose['shows']
  /** Fields the unit may read for this purpose already. */
  readable: readonly string[]
  shown: Draft['shown']
  /** What the server found wrong, by the names of fields. */
  faults: ReadonlyMap<string, string>
  onChange: (shown: Draft['shown']) => void
}

/** Which fields are asked for, and how each is to be shown. */
export function FieldChoices({ fields, shows, readable, shown, faults, onChange }: FieldChoicesProps) {
  const { t, titled } = useText()
  return (
    <Table
      cards
      label={t('grants.fields')}
      head={(['grants.field', 'grants.sensitivity', 'ask.now', 'ask.wish'] as const).map((name) => (
        <th key={name} scope="col">
          {t(name)}
        </th>
      ))}
    >
      {fields.map((field) => {
        const { name, sensitivity } = field
        const isReadable = readable.includes(name)
        return (
          <tr key={name}>
            <th scope="row" data-lead>
              {titled(field)} <code className={classes.quiet}>{name}</code>
            </th>
            <td data-label={t('grants.sensitivity')}>
              {sensitivity === 'none' ? t('grants.notPersonal') : t(`sensitivity.${sensitivity}`)}
            </td>
            <td data-label={t('ask.now')}>
              <Mark tone={isReadable ? 'ok' : 'plain'} icon={isReadable ? IconLockOpen2 : IconLock}>
                {t(isReadable ? 'ask.readable' : 'ask.needsConsent')}
              </Mark>
            </td>
            <td data-label={t('ask.wish')}>
              <WayToShow
                label={t('ask.wishFor', { field: titled(field) })}
                ways={waysToShow(field, shows)}
                value={shown[name]}
                error={faults.get(name)}
                onChange={(way) => {
                  const others = Object.entries(shown).filter(([each]) => each !== name)
                  onChange(Object.fromEntries(way === undefined ? others : [...others, [name, way]]))
                }}
              />
            </td>
          </tr>
        )
      })}
    </Table>
  )
}

interface WayToShowProps {
  label: string
  ways: readonly Shown[]
  value: Shown | undefined
  error: string | undefined
  onChange: (way: Shown | undefined) => void
}

function WayToShow({ label, ways, value, error, onChange }: WayToShowProps) {
  const { t } = useText()
  return (
    <NativeSelect
      aria-label={label}
      error={error}
      value={value ?? ''}
      data={[
        { value: '', label: t('ask.notWished') },
        ...ways.map((way) => ({ value: way, label: t(way === 'plain' ? 'grants.plain' : `grants.mask.${way}`) })),
      ]}
      onChange={(event) => {
        const { value: chosen } = event.currentTarget
        onChange(ways.find((way) => way === chosen))
      }}
    />
  )
}
