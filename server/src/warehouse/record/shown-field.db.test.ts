import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { Mask } from '../../access/index.ts'
import type { FieldType } from '../../catalogue/index.ts'
import { pseudonymKey } from '../../platform/index.ts'
import { encodeWkb } from '../storage/wkb.ts'
import type { Geometry } from '../storage/geometry.ts'
import { aLookupField } from '../testing.ts'
import { jsonObject, jsonTexts } from './rows.sql.ts'
import { shownField } from './shown-field.ts'

const testing = await createTestDatabase()
const { database } = testing
const key = pseudonymKey('the secret of a test', 'tro-cap')
const types = { text: 'text', integer: 'bigint', decimal: 'numeric', date: 'date', boolean: 'boolean', geometry: 'bytea' } // prettier-ignore

/** What readers are shown of a value, as text and in JSON. */
async function shown(type: FieldType, mask: Mask, value: string | null, pseudonyms = key) {
  const fields = shownField(aLookupField({ type, name: 'truong' }), new Map([['f1', mask]]))
  if (fields.length === 0) return 'not shown'
  const cell = type === 'geometry' ? sql`decode(${value}, 'hex')` : sql`${value}::${sql.raw(types[type])}`
  const [made] = await testing.asAdmin<{ masked: string }>(`SELECT warehouse.masked('f1', $1, $2) AS masked`, [
    types[type],
    mask,
  ])
  const masked = sql`(SELECT ${sql.raw(made?.masked ?? '')} AS f1 FROM (SELECT ${cell} AS f1) AS v)`
  const reader = database.reader.under(new Map([['kho.pseudonym_key', pseudonyms.toString('base64')]]))
  const row = await reader.first<{ texts: string; json: string }>(sql`
    SELECT ${jsonTexts(fields, 'd')} AS texts, ${jsonObject(fields, 'd')} AS json FROM ${masked} AS d`)
  const [text] = JSON.parse(row?.texts ?? '[]') as (string | null)[]
  expect(JSON.parse(row?.json ?? '{}')).toEqual({ truong: text })
  return text
}

const place = (...coordinates: number[]): string => encodeWkb({ type: 'Point', coordinates })
const ring = (...coordinates: number[][]): Geometry => ({ type: 'Polygon', coordinates: [coordinates] })

describe('a masked value (Điều 18.2)', () => {
  it.each<[FieldType, Mask, string | null, string | null]>([
    ['text', 'lastDigits', '079201000123', '•••••••••123'],
    ['text', 'lastDigits', '07920100', '••••••00'],
    ['text', 'lastDigits', '0792', '•••2'],
    ['text', 'lastDigits', '079', '•••'],
    ['text', 'lastDigits', 'Đường số 10', '•••••••••10'],
    ['text', 'lastDigits', '', ''],
    ['date', 'yearOnly', '1984-07-31', '1984'],
    ['date', 'yearOnly', '0984-07-31', '0984'],
    ['text', 'area', '12/3 Lê Lợi, Phường Bến Thành, TP. Hồ Chí Minh', 'Phường Bến Thành, TP. Hồ Chí Minh'],
    ['text', 'area', 'Lê Lợi,Bến Thành', 'Bến Thành'],
    ['text', 'area', '12 Lê Lợi', null],
    ['text', 'area', '12 Lê Lợi, ', null],
    ['geometry', 'area', place(106.7012, 10.7769), place(106.705, 10.775)],
    ['geometry', 'area', place(-106.7012, -10.7769, 5), place(-106.705, -10.775)],
    ['geometry', 'area', encodeWkb(ring([106, 10], [107, 10], [107, 11], [106, 10])), place(106.505, 10.505)],
    ['geometry', 'area', encodeWkb({ type: 'GeometryCollection', geometries: [] }), null],
  ])('of type %s under %s: %j is shown as %j', async (type, mask, value, expected) => {
    expect(await shown(type, mask, value)).toBe(expected)
  })

  it.each<[FieldType, Mask]>([
    ['text', 'lastDigits'],
    ['date', 'yearOnly'],
    ['text', 'area'],
    ['geometry', 'area'],
    ['text', 'pseudonym'],
    ['integer', 'pseudonym'],
  ])('that is absent stays absent: %s under %s', async (type, mask) => {
    expect(await shown(type, mask, null)).toBeNull()
  })

  it.each<[FieldType, Mask]>([
    ['integer', 'lastDigits'],
    ['text', 'yearOnly'],
    ['date', 'area'],
    ['boolean', 'yearOnly'],
    ['geometry', 'lastDigits'],
  ])('of type %s has no mask %s: it is not shown at all', async (type, mask) => {
    expect(await shown(type, mask, null)).toBe('not shown')
  })
})

describe('a pseudonym', () => {
  /** HMAC-SHA-256 of RFC 2104 by Node, in base32 of RFC 4648. */
  const expected = (value: string, secret = 'the secret of a test', purpose = 'tro-cap') => {
    const keyed = createHmac('sha256', secret).update(`pseudonym\n${purpose}`).digest()
    const bits = [...createHmac('sha256', keyed).update(value).digest()]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
    const letters = Array.from({ length: 26 }, (_none, at) => bits.slice(5 * at, 5 * at + 5))
    return letters.map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five, 2)]).join('')
  }

  it.each<[FieldType, string]>([
    ['text', '079201000123'],
    ['text', 'Nguyễn Thị Điều 👪'],
    ['text', ''],
    ['integer', '-42'],
    ['decimal', '1.50'],
    ['date', '1984-07-31'],
    ['boolean', 'true'],
    ['geometry', place(106.7, 10.7)],
  ])('of type %s of %j is the HMAC of its canonical text, as Node makes it', async (type, value) => {
    expect(await shown(type, 'pseudonym', value)).toBe(expected(value))
  })

  it('is another one for another purpose or installation, and the same in every field and dataset of a purpose', async () => {
    const under = (secret: string, purpose: string) =>
      shown('text', 'pseudonym', '079201000123', pseudonymKey(secret, purpose))
    const own = await under('the secret of a test', 'tro-cap')
    expect(own).toBe(expected('079201000123'))
    expect(await under('the secret of a test', 'thong-ke')).toBe(
      expected('079201000123', 'the secret of a test', 'thong-ke'),
    )
    expect(
      new Set([own, await under('the secret of a test', 'thong-ke'), await under('another', 'tro-cap')]).size,
    ).toBe(3)
  })
})
