import type { Field, GrantRequest } from '../../../api/types.ts'
import { Changes } from '../../../components/changes.tsx'
import { useText, type Text } from '../../../lib/use-text.ts'

type ExtentChange = GrantRequest['changes'][number]

interface RequestChangesProps {
  changes: readonly ExtentChange[]
  fields: readonly Field[]
}

/** What an amendment would change of its grant, place by place. */
export function RequestChanges({ changes, fields }: RequestChangesProps) {
  const text = useText()
  if (changes.length === 0) return <p>{text.t('grantRequests.noChanges')}</p>
  return (
    <Changes
      changes={changes.map((change) => ({
        key: `${change.what} ${change.name}`,
        name: placeOf(change, fields, text),
        before: valueOf(change, change.before, text),
        after: valueOf(change, change.after, text),
      }))}
    />
  )
}

function placeOf({ what, name }: ExtentChange, fields: readonly Field[], { t, titled }: Text): string {
  if (what === 'rowsPerDay') return t('grants.rowsPerDay')
  if (what === 'channel') return t('grants.channels')
  const field = fields.find((each) => each.name === name || each.id === name)
  const title = field === undefined ? name : titled(field)
  return what === 'rows' ? t('grants.rowsOf', { field: title }) : title
}

const masks = ['lastDigits', 'yearOnly', 'area', 'pseudonym'] as const
const channels = ['list', 'lookup', 'changes', 'export'] as const

/** Null where there is nothing before or after; a field without a mask is shown as it is. */
function valueOf({ what }: ExtentChange, value: string | null, { t, format }: Text): string | null {
  if (what === 'mask' && value === null) return t('grants.plain')
  if (value === null) return what === 'rows' ? t('grants.allRows') : null
  if (what === 'rowsPerDay') return format.number(Number(value))
  if (what === 'rows') return value
  const channel = channels.find((each) => each === value)
  if (what === 'channel') return channel === undefined ? value : t(`grants.channel.${channel}`)
  const mask = masks.find((each) => each === value)
  return mask === undefined ? t('grants.plain') : t(`grants.mask.${mask}`)
}
