import type { Field, GrantExtent, GrantRequestBody, Purpose } from '../../../api/types.ts'

export type Mask = NonNullable<GrantExtent['fields'][number]['mask']>
/** How a field is asked for: as it is, or under a mask. */
export type Shown = 'plain' | Mask
export const channels = ['list', 'lookup', 'changes', 'export'] as const
export type Channel = (typeof channels)[number]

/** A request while it is written. */
export interface Draft {
  purpose: string
  /** By the names of fields; those that are not named are not asked for. */
  shown: Readonly<Record<string, Shown>>
  /** Values by the names of the fields that rows are told apart by; an empty list sets no condition. */
  rows: Readonly<Record<string, string[]>>
  channels: Channel[]
  rowsPerDay: number | string
  /** The last day of the use, local time. */
  lastDay: string
  legalBasis: string
  reasons: string
}

const order: readonly Purpose['shows'][] = ['none', 'personal', 'sensitive']

/** How a field may be asked for: as it is only where the purpose may see such data so (Điều 18.2). */
export function waysToShow(
  { type, sensitivity }: Pick<Field, 'type' | 'sensitivity'>,
  shows: Purpose['shows'],
): Shown[] {
  const plain: Shown[] = order.indexOf(sensitivity) <= order.indexOf(shows) ? ['plain'] : []
  return [...plain, ...masksOf(type)]
}

function masksOf(type: Field['type']): Mask[] {
  if (type === 'text') return ['lastDigits', 'area', 'pseudonym']
  if (type === 'date') return ['yearOnly', 'pseudonym']
  return type === 'geometry' ? ['area', 'pseudonym'] : ['pseudonym']
}

/** Rows are told apart by the ward and by fields with a code list. */
export function isScopeField({ territory, codeList }: Pick<Field, 'territory' | 'codeList'>): boolean {
  return territory || codeList !== null
}

/** Choices that another purpose still allows; of others the nearest is a mask. */
export function fitTo(shown: Draft['shown'], fields: readonly Field[], shows: Purpose['shows']): Draft['shown'] {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const chosen = shown[field.name]
      if (chosen === undefined) return []
      const ways = waysToShow(field, shows)
      return [[field.name, ways.includes(chosen) ? chosen : (ways[0] ?? 'pseudonym')]]
    }),
  )
}

/** What is sent of a draft. */
export function extentOf({ shown, rows, ...draft }: Draft): GrantRequestBody['extent'] {
  return {
    fields: Object.entries(shown).map(([name, how]) => ({ name, mask: how === 'plain' ? null : how })),
    rows: Object.entries(rows).flatMap(([field, values]) => (values.length === 0 ? [] : [{ field, values }])),
    channels: channels.filter((channel) => draft.channels.includes(channel)),
    rowsPerDay: Number(draft.rowsPerDay),
  }
}

/** The draft of an amendment begins with the grant as it is; fields that ended since are left out. */
export function draftOf(purpose: string, extent: GrantExtent, fields: readonly Field[]): Draft {
  const nameOf = (id: string) => fields.find((field) => field.id === id)?.name
  const named = <Value>(entries: readonly (readonly [string, Value])[]) =>
    Object.fromEntries(
      entries.flatMap(([id, value]): [string, Value][] => {
        const name = nameOf(id)
        return name === undefined ? [] : [[name, value]]
      }),
    )
  return {
    ...emptyDraft,
    purpose,
    shown: named(extent.fields.map(({ id, mask }) => [id, mask ?? 'plain'] as const)),
    rows: named(extent.rows.map(({ field, values }) => [field, values] as const)),
    channels: extent.channels,
    rowsPerDay: extent.rowsPerDay,
  }
}

export const emptyDraft: Draft = {
  ...{ purpose: '', shown: {}, rows: {}, channels: ['list'], rowsPerDay: 1000 },
  ...{ lastDay: '', legalBasis: '', reasons: '' },
}
