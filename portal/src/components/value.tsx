import { IconCheck, IconX } from '@tabler/icons-react'
import type { Field } from '../api/types.ts'
import { glimpseOf, type Glimpse } from '../lib/geometry.ts'
import { useText } from '../lib/use-text.ts'
import classes from './value.module.css'

/** As much of a field as it takes to show a value under its name. */
export type ShownField = Pick<Field, 'name' | 'title' | 'titleEn' | 'type' | 'codeList'>

/** What codes mean: names by code, of each code list. */
export type CodeNames = ReadonlyMap<string, ReadonlyMap<string, string>>

interface ValueProps {
  field: ShownField
  value: unknown
  codeNames: CodeNames
}

/** One cell in the form of its type; what is not there says so; a code stands beside its name. */
export function Value({ field, value, codeNames }: ValueProps) {
  const { t, format } = useText()
  if (value === null || value === undefined) {
    return (
      <span className={classes.none} title={t('value.none')}>
        —
      </span>
    )
  }
  if (typeof value === 'boolean') return <Truth value={value} />
  if (typeof value !== 'string' && typeof value !== 'number') return <>{JSON.stringify(value)}</>
  if (field.type === 'date') return <time dateTime={String(value)}>{format.day(String(value))}</time>
  const glimpse = field.type === 'geometry' ? glimpseOf(String(value)) : null
  if (glimpse !== null) return <Shape {...glimpse} />
  if (isNumeric(field)) return <>{format.decimal(value)}</>
  const name = field.codeList === null ? undefined : codeNames.get(field.codeList)?.get(String(value))
  if (name === undefined) return <>{value}</>
  return (
    <>
      {name} <span className={classes.code}>{value}</span>
    </>
  )
}

/** Bytes say nothing to a reader; what they begin with does. */
function Shape({ shape, place }: Glimpse) {
  const { t, format } = useText()
  if (place === null) return <>{t(`value.shape.${shape}`)}</>
  const [north, east] = [place.north, place.east].map((degrees) => format.number(Number(degrees.toFixed(6))))
  return <>{t('value.place', { north, east })}</>
}

function Truth({ value }: { value: boolean }) {
  const { t } = useText()
  const Glyph = value ? IconCheck : IconX
  return (
    <span className={classes.truth}>
      <Glyph size={15} aria-hidden /> {value ? t('value.yes') : t('value.no')}
    </span>
  )
}

export function isNumeric(field: Pick<Field, 'type'>): boolean {
  return field.type === 'integer' || field.type === 'decimal'
}
