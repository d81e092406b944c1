import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { aFile, files, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { List, Submission } from '../../../test/warehouse/wire.ts'

const warehouse = await openWarehouse()
const { call, deliver, refusal } = warehouse

interface Fault {
  readonly row: number
  readonly field: string | null
  readonly fieldTitle: string | null
  readonly rule: string
  readonly value: string | null
  readonly message: string
}

/** 1,200 rows of a wrong kind, of which some are also wrong otherwise; a value that looks like a formula in each. */
const formulas = ['=1+1', '+cmd', '-2', '@SUM(A1)', '\tx', '=HYPERLINK("http://x","y"),z']
const broken = Array.from({ length: 1200 }, (_, place) =>
  aFile(place + 1, {
    loai: formulas[place % formulas.length] ?? null,
    ...(place % 100 === 0 ? { ho_ten: null, so_con: '-3' } : {}),
  }),
)
const submissions: Submission[] = []
let id = ''

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  submissions.push(await deliver(broken))
  id = submissions[0]?.id ?? ''
})

const summary = async (language: 'vi' | 'en', who: 'provider' | 'auditor' | 'coordinator' = 'provider') =>
  (await call<Submission>(who, `/warehouse/submissions/${id}`, { language })).body.faults

async function allErrors(language: 'vi' | 'en', limit: string): Promise<Fault[]> {
  const faults: Fault[] = []
  for (let cursor: string | undefined; ;) {
    const query = { limit, ...(cursor === undefined ? {} : { cursor }) }
    const { body } = await call<List<Fault>>('provider', `/warehouse/submissions/${id}/errors`, { query, language })
    faults.push(...body.items)
    if (body.next === null) return faults
    cursor = body.next
  }
}

describe('the summary of a refused file', () => {
  it('tells each broken rule with its field, how often, what to mend and three places, in Vietnamese', async () => {
    expect(await summary('vi')).toEqual([
      {
        ...{ rule: 'required', field: 'ho_ten', fieldTitle: 'Họ tên', count: 12 },
        message: 'Cột Họ tên để trống ở 12 dòng. Cột này bắt buộc phải có giá trị.',
        examples: [2, 102, 202].map((row) => ({ row, value: null })),
      },
      {
        ...{ rule: 'minimum', field: 'so_con', fieldTitle: 'Số con', count: 12 },
        message: 'Cột Số con có 12 giá trị nhỏ hơn 0.',
        examples: [2, 102, 202].map((row) => ({ row, value: '-3' })),
      },
      {
        ...{ rule: 'codeList', field: 'loai', fieldTitle: 'Loại', count: 1200 },
        message: 'Cột Loại có 1.200 giá trị không có trong bảng mã loai đang có hiệu lực.',
        examples: [2, 3, 4].map((row) => ({ row, value: formulas[row - 2] })),
      },
    ])
    expect(submissions[0]).toMatchObject({ faultyRows: 1200, balance: { sent: 1200, rejected: 1200, accepted: 0 } })
  })

  it('tells the same in English', async () => {
    expect((await summary('en')).map(({ fieldTitle, count, message }) => [fieldTitle, count, message])).toEqual([
      ['Name', 12, 'Name is empty in 12 rows. It must have a value.'],
      ['Children', 12, 'Children has 12 values below 0.'],
      ['Kind', 1200, 'Kind has 1,200 values that the code list loai in force does not hold.'],
    ])
  })

  it('shows values of the file to the unit that sent it, and to nobody else (Điều 11.2)', async () => {
    expect((await summary('vi'))[0]?.examples).toHaveLength(3)
    for (const who of ['auditor', 'coordinator'] as const) {
      const seen = await summary('vi', who)
      expect(seen.map(({ count }) => count)).toEqual([12, 12, 1200])
      expect(seen.flatMap(({ examples }) => examples)).toEqual([])
    }
    const refused = { status: 403, code: 'warehouse.reportNotYours', clause: 'Điều 11.2' }
    await refusal(refused, 'auditor', `/warehouse/submissions/${id}/errors`)
    await refusal(refused, 'hospital', `/warehouse/submissions/${id}/errors.csv`)
  })
})

it('notes who looked at values of the file, and none of the values (Điều 13.3)', async () => {
  await summary('vi')
  await call('provider', `/warehouse/submissions/${id}/errors`)
  const { body } = await call<List<Record<string, unknown>>>('auditor', '/journal/reads', { query: { limit: '2' } })
  for (const read of body.items) expect(read).toMatchObject({ action: 'faults', dataset: files })
  expect(JSON.stringify(body.items)).not.toContain('+cmd')
})

describe('the list of faults', () => {
  it('gives every fault once, in the order of the file, whatever the page size', async () => {
    const faults = await allErrors('vi', '1000')
    expect(faults).toHaveLength(1224)
    expect(faults.slice(0, 4).map(({ row, field, rule, value }) => [row, field, rule, value])).toEqual([
      [2, 'loai', 'codeList', '=1+1'],
      [2, 'so_con', 'minimum', '-3'],
      [2, 'ho_ten', 'required', null],
      [3, 'loai', 'codeList', '+cmd'],
    ])
    expect(faults.map(({ row }) => row)).toEqual(faults.map(({ row }) => row).sort((left, right) => left - right))
    expect(await allErrors('vi', '97')).toEqual(faults)
  })

  it('says of each cell what is wrong with it, in both languages', async () => {
    const told = async (language: 'vi' | 'en') => (await allErrors(language, '1000')).slice(0, 3)
    expect((await told('vi')).map(({ message }) => message)).toEqual([
      'Loại không có trong bảng mã loai.',
      'Số con nhỏ hơn 0.',
      'Họ tên không được để trống.',
    ])
    expect((await told('en')).map(({ message }) => message)).toEqual([
      'Kind is not a code of loai.',
      'Children is below 0.',
      'Name must not be empty.',
    ])
  })

  it('gives the faults of one rule in one field alone, page by page', async () => {
    const path = `/warehouse/submissions/${id}/errors`
    const query = { rule: 'required', field: 'ho_ten', limit: '10' }
    const first = await call<List<Fault>>('provider', path, { query })
    const second = await call<List<Fault>>('provider', path, { query: { ...query, cursor: first.body.next ?? '' } })
    const rows = [...first.body.items, ...second.body.items]
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 12 }, (_, place) => place * 100 + 2))
    expect(new Set(rows.map(({ rule, field }) => `${rule} ${field ?? ''}`))).toEqual(new Set(['required ho_ten']))
  })

  it('takes no cursor of another submission', async () => {
    const other = await deliver([aFile(1, { loai: 'X' }), aFile(2, { loai: 'Y' })])
    const address = (submission: string) => `/warehouse/submissions/${submission}/errors`
    const { body } = await call<List<Fault>>('provider', address(other.id), { query: { limit: '1' } })
    const query = { cursor: body.next ?? '' }
    expect((await call<List<Fault>>('provider', address(other.id), { query })).body.items).toHaveLength(1)
    await refusal({ status: 400, code: 'platform.invalidCursor' }, 'provider', address(id), { query })
  })
})

describe('the report as a file', () => {
  it('is a CSV with a byte order mark that holds every fault, with formulas defused', async () => {
    const answer = await call('provider', `/warehouse/submissions/${id}/errors.csv`)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${files}-errors.csv"`,
    })
    expect(answer.bytes.subarray(0, 3)).toEqual(Buffer.of(0xef, 0xbb, 0xbf))
    const [header, ...lines] = parse(answer.text, { bom: true })
    expect(header).toEqual(['Dòng', 'Trường', 'Tên trường', 'Quy tắc', 'Giá trị', 'Lỗi'])
    expect(lines).toHaveLength(1224)
    expect(lines[0]).toEqual(['2', 'loai', 'Loại', 'codeList', "'=1+1", 'Loại không có trong bảng mã loai.'])
    const values = lines.map((line) => line[4])
    expect(values.filter((value) => /^[=+\-@\t]/.test(value ?? ''))).toEqual([])
    expect(values).toContain(`'=HYPERLINK("http://x","y"),z`)
  })

  it('is in the language asked for', async () => {
    const { text } = await call('provider', `/warehouse/submissions/${id}/errors.csv`, { language: 'en' })
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFRow,Field,Title,Rule,Value,Fault',
      "2,loai,Kind,codeList,'=1+1,Kind is not a code of loai.",
    ])
  })

  it('has a header only for a file without faults', async () => {
    const clean = await deliver([aFile(1)])
    expect(clean.state).toBe('applied')
    const { text } = await call('provider', `/warehouse/submissions/${clean.id}/errors.csv`)
    expect(text).toBe('\uFEFFDòng,Trường,Tên trường,Quy tắc,Giá trị,Lỗi\r\n')
  })

  it('of a file whose header is wrong names the columns there should be', async () => {
    const { id: headless } = await deliver('sai,cả,hai\n1,2,3\n')
    const { text } = await call('provider', `/warehouse/submissions/${headless}/errors.csv`)
    expect(parse(text, { bom: true, from: 2 })).toEqual([
      ['1', '', '', 'header', 'sai, cả, hai', 'Dòng tiêu đề chưa khớp cấu trúc.'],
    ])
  })
})
