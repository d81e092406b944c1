import { beforeAll, describe, expect, it } from 'vitest'
import { csvOf, fileFields, files, manyFiles, officeFields, offices } from '../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import type { Answer, CallOptions } from '../../test/warehouse/caller.ts'
import type { Who } from '../../test/warehouse/people.ts'
import type { Page, Problem } from '../../test/warehouse/wire.ts'

const warehouse = await openWarehouse()
const { call, deliver, people } = warehouse

/** Texts that would change a statement, a pattern, a path, a template or a header if they were ever taken for one. */
const injections = [
  "' OR '1'='1",
  "'; DROP TABLE warehouse.submissions; --",
  '"; DROP SCHEMA data CASCADE; --',
  "x') UNION SELECT login, hash FROM identity.passwords --",
  "\\'; DELETE FROM data.ho_so; --",
  '$1',
  '$kho$; DROP TABLE data.ho_so; $kho$',
  '%',
  '\0',
  'HS0001\0',
  '../../../etc/passwd',
  '${process.exit(1)}',
  '{{7*7}}',
  'x\r\nSet-Cookie: kho_session=1',
  '__proto__',
  '\u2028\uFEFF\u202E',
  '𠮷\u{10FFFF}',
  'null',
  '9'.repeat(400),
] as const

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(30))
})

/** A request that carries an injection is answered by data or by a clear refusal, never by a fault of ours. */
function expectTaken(answer: Answer<unknown>, what: string): void {
  expect(answer.status, `${what} → ${answer.text}`).toBeLessThan(500)
  expect(answer.headers['set-cookie'], what).toBeUndefined()
  if (answer.status < 400) return
  expect(answer.headers['content-type'], what).toBe('application/problem+json; charset=utf-8')
  expect((answer.body as Problem).remedy.length, what).toBeGreaterThan(0)
  expect(answer.text, what).not.toMatch(/syntax error|node_modules|\.ts:\d/)
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>>
}
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
}

const whoReads = (path: string): Who =>
  path.includes('/journal/reads') ? 'auditor' : path.includes('/identity/accounts') ? 'coordinator' : 'provider'

describe('SQL and worse in every parameter of every read', () => {
  /** Values under which the read succeeds, so that each injection is the only thing wrong. */
  const plain: Readonly<Record<string, string>> = {
    ...{ '/journal': people.provider.unit.id, '/law': people.provider.unit.id, '/identity': people.provider.unit.id },
  }
  const pathValue = (path: string, name: string): string => {
    if (name === 'code') return path.includes('code-lists') ? 'loai' : files
    if (name === 'key') return 'HS0001'
    if (name === 'entry') return 'A'
    if (name === 'version' || name === 'number') return '1'
    return plain[path.slice(0, path.indexOf('/', 1))] ?? people.provider.unit.id
  }

  it('finds no 500 and changes nothing', async () => {
    const { paths } = (await call<Contract>(undefined, '/openapi.json')).body
    const before = await warehouse.contents()
    let requests = 0
    for (const [path, { get }] of Object.entries(paths)) {
      const own = path.replace('/api/v1', '')
      if (!path.startsWith('/api/v1') || get?.parameters === undefined) continue
      for (const parameter of get.parameters) {
        for (const injection of injections) {
          const value = (name: string) =>
            encodeURIComponent(name === parameter.name && parameter.in === 'path' ? injection : pathValue(own, name))
          const url = own.replaceAll(/\{(\w+)\}/g, (_, name: string) => value(name))
          const query = parameter.in === 'query' ? { [parameter.name]: injection } : {}
          expectTaken(await call(whoReads(path), url, { query }), `${path} ${parameter.name} ${injection}`)
          requests += 1
        }
      }
    }
    expect(requests).toBeGreaterThan(injections.length * 60)
    expect(await warehouse.contents()).toBe(before)
  })
})

describe('SQL in what is asked of records', () => {
  const address = `/warehouse/datasets/${files}/records`
  const shapes: readonly ((injection: string) => CallOptions['query'])[] = [
    (injection) => ({ filter: `ho_ten:eq:${injection}` }),
    (injection) => ({ filter: `ho_ten:prefix:${injection}x` }),
    (injection) => ({ filter: `ho_ten:in:${injection},${injection}` }),
    (injection) => ({ filter: `so_con:eq:${injection}` }),
    (injection) => ({ filter: `muc:in:1,${injection}` }),
    (injection) => ({ filter: `ngay_sinh:lt:${injection}` }),
    (injection) => ({ filter: `hieu_luc:eq:${injection}` }),
    (injection) => ({ filter: `ho_ten:null:${injection}` }),
    (injection) => ({ filter: `${injection}:eq:1` }),
    (injection) => ({ filter: `ho_ten:${injection}:1` }),
    (injection) => ({ filter: injection }),
    (injection) => ({ filter: ['ma:eq:HS0001', `ma:eq:${injection}`] }),
    (injection) => ({ select: `ma,${injection}` }),
    (injection) => ({ sort: `ma,-${injection}` }),
    (injection) => ({ cursor: Buffer.from(JSON.stringify([injection])).toString('base64url') }),
    (injection) => ({ cursor: `${Buffer.from(JSON.stringify([injection])).toString('base64url')}.${injection}` }),
  ]

  it('is taken as a value that no row holds, or refused', async () => {
    const before = await warehouse.contents()
    for (const injection of injections) {
      for (const shape of shapes) {
        const query = shape(injection) ?? {}
        const answer = await call<Page>('provider', address, { query })
        expectTaken(answer, JSON.stringify(query))
        if (answer.status < 400) expect(answer.body.items, JSON.stringify(query)).toEqual([])
      }
    }
    expect(await warehouse.contents()).toBe(before)
  })

  it('in a purpose is kept as it was said', async () => {
    const words = injections.filter((each) => !each.includes('\0') && each.length <= 280)
    for (const purpose of words.map((each) => `nghiep-vu: ${each}`)) {
      const { status } = await call('hospital', `${address}/HS0001`, { query: { purpose } })
      expect(status, purpose).toBe(200)
      const [logged] = await warehouse.testing.asAdmin<{ purpose: string }>(
        'SELECT purpose FROM journal.reads ORDER BY id DESC LIMIT 1',
      )
      expect(logged?.purpose).toBe(purpose)
    }
  })

  it('does not spoil the reads of others that are logged together with it', async () => {
    const reads = ['tốt', 'x\0', 'tốt', 'tốt'].map((words) =>
      call('hospital', `${address}/HS0001`, { query: { purpose: `nghiep-vu: ${words}` } }),
    )
    expect((await Promise.all(reads)).map(({ status }) => status)).toEqual([200, 400, 200, 200])
  })
})

describe('SQL in what is written', () => {
  const unit = people.provider.unit.id
  const dataset = (text: string) => ({
    ...{ name: text, nameEn: text, description: text, descriptionEn: text, kind: 'shared', classification: 'internal' },
    ...{ provider: unit, updateMethod: 'full', updateFrequency: 'daily', consumers: [], licence: text, contact: text },
  })
  const instrument = (text: string) => ({
    ...{ number: text, kind: 'decision', title: text, issuer: text, signer: text },
    ...{ signedOn: '2026-01-01', effectiveFrom: '2026-01-01', effectiveTo: null, fileDigest: null },
  })
  const field = (text: string) => ({ ...officeFields[0], title: text, titleEn: text, description: text })
  let count = 0
  const next = () => `m-${String((count += 1))}`

  it.each<[string, Who, string, (text: string) => CallOptions['body']]>([
    ['a law', 'committee', '/law/instruments', instrument],
    ['a dataset', 'provider', '/catalogue/datasets', (text) => ({ code: next(), ...dataset(text) })],
    ['the code of a dataset', 'provider', '/catalogue/datasets', (text) => ({ ...dataset('x'), code: text })],
    [
      'the unit of a dataset',
      'provider',
      '/catalogue/datasets',
      (text) => ({ ...dataset('x'), code: next(), provider: text }),
    ],
    [
      'a structure',
      'provider',
      `/catalogue/datasets/${offices}/structures`,
      (text) => ({ fields: [field(text), officeFields[1]], note: text }),
    ],
    [
      'the name of a field',
      'provider',
      `/catalogue/datasets/${offices}/structures`,
      (text) => ({ fields: [...officeFields, { ...field('x'), name: text, key: false }] }),
    ],
    [
      'a pattern',
      'provider',
      `/catalogue/datasets/${offices}/structures`,
      (text) => ({ fields: [...officeFields, { ...field('x'), name: 'mau', key: false, pattern: text }] }),
    ],
    [
      'a reference',
      'provider',
      `/catalogue/datasets/${offices}/structures`,
      (text) => ({
        fields: [
          ...officeFields,
          { ...field('x'), name: 'tro', key: false, references: { dataset: text, field: text }, codeList: text },
        ],
      }),
    ],
    [
      'a catalogue version',
      'committee',
      '/catalogue/versions',
      (text) => ({ instrument: unit, effectiveFrom: '2026-02-01', datasets: [text] }),
    ],
    [
      'a code list',
      'coordinator',
      '/reference/code-lists',
      (text) => ({ code: next(), name: text, nameEn: text, description: text }),
    ],
    [
      'a unit',
      'coordinator',
      '/identity/organisations',
      (text) => ({
        kind: 'department',
        name: text,
        nameEn: text,
        parent: people.committee.unit.id,
        territory: null,
        validFrom: '2026-01-01',
        validTo: null,
        identifiers: [{ scheme: 'QD20', value: text, validFrom: '2026-01-01', validTo: null }],
      }),
    ],
    [
      'an account',
      'coordinator',
      '/identity/accounts',
      (text) => ({ login: text, name: text, unit, roles: ['consumer'] }),
    ],
  ])('%s is kept as it was said, or refused', async (_, who, path, bodyOf) => {
    const before = await warehouse.testing.asAdmin(`SELECT count(*) FROM data.ho_so`)
    for (const injection of [...injections, 'x\uD800y']) {
      const answer = await call(who, path, { method: 'POST', body: bodyOf(injection) ?? '', asPerson: true })
      expectTaken(answer, JSON.stringify([path, injection]))
    }
    expect(await warehouse.testing.asAdmin(`SELECT count(*) FROM data.ho_so`)).toEqual(before)
  })

  it('the name of a file is kept as it was said, or refused', async () => {
    for (const fileName of injections) {
      const request: CallOptions = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'x\n' }
      const answer = await call('provider', `/warehouse/datasets/${files}/submissions`, {
        ...request,
        query: { fileName },
      })
      expectTaken(answer, fileName)
      expect(answer.status).toBe(fileName.includes('\0') || fileName.length > 200 ? 400 : 202)
    }
  })

  it('the cells of a file are values', async () => {
    const texts = injections.filter((text) => !text.includes('\0'))
    const short = texts.filter((text) => text.length <= 20)
    const rows = manyFiles(30, (number) => ({
      ho_ten: short[number % short.length] ?? 'x',
      ghi_chu: texts[number % texts.length] ?? null,
    }))
    expect(await deliver(csvOf(rows))).toMatchObject({ state: 'applied' })
    const { body } = await call<Page>('provider', `/warehouse/datasets/${files}/records`, { query: { sort: 'ma' } })
    expect(body.items.map((item) => [item['ho_ten'], item['ghi_chu']])).toEqual(
      rows.map((row) => [row['ho_ten'], row['ghi_chu']]),
    )
    expect(body.items.map((item) => Object.keys(item))[0]).toEqual(fileFields.map(({ name }) => name))
  })
})
