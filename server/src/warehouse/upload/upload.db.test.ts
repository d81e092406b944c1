import { describe, expect, it } from 'vitest'
import { aFile, csvOf, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'
import { sha256 } from '../../platform/index.ts'

const warehouse = await openWarehouse()
const { call, refusal, ended } = warehouse
await warehouse.deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
const tus = { 'tus-resumable': '1.0.0' }

interface Preview {
  readonly profile: Record<string, unknown>
  readonly remembered: boolean
  readonly reasons: { setting: string; value: string; text: string }[]
  readonly columns: { source: string; field: string | null; samples: string[] }[]
  readonly rows: (string | null)[][]
  readonly conversions: { field: string; kind: string; from: string; to: string }[]
  readonly faults: { rule: string; field: string | null; text: string }[]
  readonly missingFields: string[]
  readonly unknownColumns: string[]
}

const metadata = (pairs: Record<string, string>) =>
  Object.entries(pairs)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')

async function begin(file: Buffer, { dataset = files, by = 'provider' }: { dataset?: string; by?: Who } = {}) {
  const answer = await call(by, '/warehouse/uploads', {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': String(file.length),
      'upload-metadata': metadata({ dataset, filename: 'hồ sơ.csv' }),
    },
  })
  expect({ status: answer.status, text: answer.text }).toEqual({ status: 201, text: '' })
  return answer.headers['location']?.replace('/api/v1', '') ?? ''
}

const append = (place: string, offset: number, bytes: Buffer, by: Who = 'provider') =>
  call(by, place, {
    ...{ method: 'PATCH', body: bytes },
    headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  })

async function offsetOf(place: string): Promise<number> {
  const { status, headers } = await call('provider', place, { method: 'HEAD', headers: tus })
  expect(status).toBe(200)
  return Number(headers['upload-offset'])
}

async function upload(content: string | Buffer): Promise<string> {
  const file = Buffer.from(content)
  const place = await begin(file)
  expect((await append(place, 0, file)).status).toBe(204)
  return place
}

const preview = async (place: string, profile?: object) =>
  (
    await call<Preview>('provider', `${place}/preview`, {
      ...(profile && { query: { profile: JSON.stringify(profile) } }),
      language: 'en',
    })
  ).body

async function submit(place: string, rest: object = {}): Promise<Submission> {
  const body = { upload: place.split('/').at(-1), ...rest }
  const path = `/warehouse/datasets/${files}/submissions/from-upload`
  const answer = await call<Submission>('provider', path, { method: 'POST', body })
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 202 })
  return ended(answer.body.id)
}

describe('an upload', () => {
  it('that was cut at every tenth goes on where it was and becomes the same bytes (Điều 8)', async () => {
    const file = Buffer.from(csvOf(manyFiles(200)))
    const place = await begin(file)
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const from = await offsetOf(place)
      expect(from).toBe(Math.floor((file.length * tenth) / 10))
      const piece = file.subarray(from, Math.floor((file.length * (tenth + 1)) / 10))
      const { status, headers } = await append(place, from, piece)
      expect([status, Number(headers['upload-offset'])]).toEqual([204, from + piece.length])
    }
    const { state, digest, balance, fileName } = await submit(place)
    expect(state).toBe('applied')
    expect(digest).toBe(sha256(file).toString('hex'))
    expect(balance?.sent).toBe(200)
    expect(fileName).toBe('hồ sơ.csv')
    await refusal({ status: 404, code: 'warehouse.uploadNotFound' }, 'provider', `${place}/state`)
  })

  it('takes no piece at another place than where it stands, and no submission before its end', async () => {
    const file = Buffer.from(csvOf(manyFiles(3)))
    const place = await begin(file)
    expect((await append(place, 5, file.subarray(5))).status).toBe(409)
    expect((await append(place, 0, file.subarray(0, 10))).status).toBe(204)
    expect((await call('provider', `${place}/state`)).body).toMatchObject({ offset: 10, isComplete: false })
    await refusal({ status: 409, code: 'warehouse.uploadIncomplete' }, 'provider', `${place}/preview`)
    expect((await call('provider', place, { method: 'DELETE', headers: tus })).status).toBe(204)
    await refusal({ status: 404, code: 'warehouse.uploadNotFound' }, 'provider', `${place}/state`)
  })

  it('is begun by those who may submit, and seen by their own unit only (Điều 10)', async () => {
    const headers = { ...tus, 'upload-length': '5', 'upload-metadata': metadata({ dataset: files }) }
    await refusal(
      { status: 403, code: 'access.submitRefused', clause: 'Điều 10' },
      'otherProvider',
      '/warehouse/uploads',
      {
        ...{ method: 'POST', headers },
      },
    )
    await refusal({ status: 400, code: 'warehouse.uploadUnnamed' }, 'provider', '/warehouse/uploads', {
      ...{ method: 'POST', headers: tus },
    })
    const place = await begin(Buffer.from('a'))
    await refusal({ status: 404, code: 'warehouse.uploadNotFound' }, 'otherProvider', `${place}/state`)
  })

  it('that nobody finished in time is swept away', async () => {
    const place = await begin(Buffer.from('abc'))
    warehouse.clock.moveTo('2026-03-04T03:00:00Z')
    await refusal({ status: 404, code: 'warehouse.uploadNotFound' }, 'provider', `${place}/state`)
    await warehouse.modules.warehouse.uploads.sweep()
    expect(await warehouse.testing.asAdmin('SELECT FROM warehouse.uploads')).toHaveLength(0)
  })
})

/** The first files as a Vietnamese spreadsheet writes them: titles, semicolons, day first, decimal comma. */
const spreadsheet = [
  'Danh sách hồ sơ;;;;;;;;;;;',
  'Mã hồ sơ;Họ tên;Ngày sinh;Số con;Mức hưởng;Còn hiệu lực;Loại;Phường;Số thẻ;Đơn vị chi trả;Bệnh;Ghi chú',
  ...manyFiles(3).map(({ ngay_sinh, muc, ...row }) => {
    const [year, month, day] = (ngay_sinh ?? '').split('-')
    const cells = {
      ...row,
      ngay_sinh: `${day ?? ''}/${month ?? ''}/${year ?? ''}`,
      muc: `1.${(muc ?? '').replace('.', ',')}`,
    }
    return Object.keys(aFile(1))
      .map((name) => cells[name as keyof typeof cells])
      .join(';')
  }),
].join('\r\n')

describe('a preview', () => {
  it('says how a file would be read, and by what signs', async () => {
    const place = await upload(spreadsheet)
    const seen = await preview(place)
    expect(seen.profile).toMatchObject({
      ...{ format: 'csv', encoding: 'utf-8', delimiter: ';', header: { row: 2, rows: 1 } },
      ...{ dates: 'dmy', decimal: ',', thousands: '.', compose: false },
    })
    expect(seen.columns[2]).toEqual({
      ...{ source: 'Ngày sinh', field: 'ngay_sinh', title: 'Date of birth' },
      samples: ['15/02/1941', '15/03/1942', '15/04/1943'],
    })
    expect(seen.reasons.map(({ setting }) => setting)).toEqual(
      expect.arrayContaining(['delimiter', 'header', 'columns', 'dates', 'decimal', 'thousands']),
    )
    expect(seen.conversions).toEqual([
      { field: 'ngay_sinh', kind: 'date', from: '15/02/1941', to: '1941-02-15' },
      { field: 'muc', kind: 'number', from: '1.501,50', to: '1501.50' },
    ])
    expect(seen).toMatchObject({ faults: [], missingFields: [], unknownColumns: [], remembered: false })
    expect(seen.rows[0]?.[0]).toBe('HS0001')
  })

  it('tries what its sender says instead, and says what is then wrong', async () => {
    const place = await upload(spreadsheet)
    const { profile } = await preview(place)
    const seen = await preview(place, { ...profile, dates: 'iso', columns: (profile['columns'] as object[]).slice(1) })
    expect(seen.faults).toContainEqual(expect.objectContaining({ rule: 'type', field: 'ngay_sinh' }))
    expect(seen.missingFields).toEqual(['ma'])
    expect(seen.unknownColumns).toEqual(['Mã hồ sơ'])
    await refusal({ status: 400, code: 'warehouse.profileInvalid' }, 'provider', `${place}/preview`, {
      query: { profile: '{"format":"doc"}' },
    })
  })
})

/** The files loaded before stay. */
const changes = { query: { load: 'incremental' } }

describe('a profile', () => {
  it('reads the file as its sender confirmed, counts every conversion and is remembered for the next file', async () => {
    const place = await upload(spreadsheet)
    const { profile } = await preview(place)
    const submission = await submit(place, { profile, remember: true, load: 'incremental' })
    expect(submission).toMatchObject({ state: 'applied', profile })
    expect(submission.conversions).toEqual([
      { field: 'muc', kind: 'number', count: 3 },
      { field: 'ngay_sinh', kind: 'date', count: 3 },
    ])
    const entry = await call<{ payload: object }>('auditor', `/journal/entries/${submission.journalEntry ?? ''}`)
    expect(entry.body.payload).toMatchObject({ conversions: submission.conversions.toReversed() })
    const { body } = await call<{ values: object }>('provider', `/warehouse/datasets/${files}/records/HS0002`)
    expect(body.values).toMatchObject({ ngay_sinh: '1942-03-15', muc: '1502.50' })
    expect(await preview(await upload(spreadsheet))).toMatchObject({ remembered: true, profile, reasons: [] })
    expect(await warehouse.deliver(spreadsheet, changes)).toMatchObject({ state: 'applied', profile })
    await call('provider', `/warehouse/datasets/${files}/profile`, { method: 'DELETE' })
    expect((await call('provider', `/warehouse/datasets/${files}/profile`)).body).toEqual({ profile: null })
  })

  it('that nobody stated is taken for granted only where it changes no value', async () => {
    const refused = await warehouse.deliver(spreadsheet, changes)
    expect(refused).toMatchObject({ state: 'rejected', profile: { delimiter: ';', dates: 'iso', decimal: '.' } })
    expect(refused.faults.map(({ rule, field }) => [rule, field])).toEqual([
      ['type', 'ngay_sinh'],
      ['type', 'muc'],
    ])
    expect(refused.faults.map(({ message }) => /\((.* = .*)\)/.exec(message)?.[1])).toEqual([
      'dates = dmy',
      'thousands = ".", decimal = ","',
    ])
    expect(await warehouse.deliver(manyFiles(2), changes)).toMatchObject({
      state: 'applied',
      profile: null,
      conversions: [],
    })
  })

  it('of which some is said is filled from what is remembered, or from the file where that changes no value', async () => {
    const place = await upload(spreadsheet)
    const seen = await preview(place, { dates: 'dmy' })
    expect(seen.profile).toMatchObject({ delimiter: ';', header: { row: 2, rows: 1 }, dates: 'dmy', decimal: ',' })
    expect(seen.reasons.map(({ setting }) => setting)).not.toContain('dates')
    const refused = await submit(place, { profile: { dates: 'dmy' }, load: 'incremental' })
    expect(refused).toMatchObject({ state: 'rejected', profile: { delimiter: ';', dates: 'dmy', decimal: '.' } })
    const numbers = { decimal: ',', thousands: '.' }
    const again = { profile: { dates: 'dmy', ...numbers }, remember: true, load: 'incremental' }
    expect(await submit(await upload(spreadsheet), again)).toMatchObject({ state: 'applied', profile: numbers })
    const late = await submit(await upload(spreadsheet), { profile: { compose: true }, load: 'incremental' })
    expect(late).toMatchObject({
      state: 'applied',
      profile: { delimiter: ';', dates: 'dmy', ...numbers, compose: true },
    })
    await call('provider', `/warehouse/datasets/${files}/profile`, { method: 'DELETE' })
  })

  it.each([
    [{ dates: 'vn' }, '“dates”', '"vn"'],
    [{ header: { row: 0, rows: 1 } }, '“header.row”', '0'],
    [{ headers: 1 }, '“headers”', '1'],
    [{ decimal: ',', thousands: ',' }, '“thousands”', '","'],
    [{ thousands: '.' }, '“thousands”', '"."'],
    [{ columns: [{ source: 'Mã', field: 'khong_co' }] }, '“columns.0.field”', '"khong_co"'],
    [{ columns: [{ source: 'Mã' }] }, '“columns.0”', '{"source":"Mã"}'],
    [[1], '“profile”', '[1]'],
  ])('like %j is refused with the setting that is wrong and its value', async (profile, setting, value) => {
    const place = await upload(csvOf(manyFiles(1)))
    const { status, body } = await call<{ code: string; detail: string }>('provider', `${place}/preview`, {
      query: { profile: JSON.stringify(profile) },
    })
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'warehouse.profileInvalid' })
    expect(body.detail).toContain(setting)
    expect(body.detail).toContain(value)
  })

  it('cannot name a field the structure does not have', async () => {
    const body = { columns: [{ source: 'Mã', field: 'khong_co' }] }
    await refusal(
      { status: 400, code: 'warehouse.profileInvalid' },
      'provider',
      `/warehouse/datasets/${files}/profile`,
      {
        ...{ method: 'PUT', body },
      },
    )
  })
})
