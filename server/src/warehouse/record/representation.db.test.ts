import { beforeAll, describe, expect, it } from 'vitest'
import { offices, officeFields } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Page, Problem, SingleRecord } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'
import { sha256 } from '../../platform/index.ts'

const warehouse = await openWarehouse()
const { call, deliver, modules, refusal } = warehouse
const address = `/warehouse/datasets/${offices}/records`

beforeAll(async () => {
  await deliver('ma,ten\nDV1,=Một\nDV2,"Hai, ba"\nDV3,Bốn\n', { dataset: offices })
  const wider = [...officeFields, { name: 'dia_chi', title: 'Địa chỉ', titleEn: 'Address', type: 'text' as const }]
  await modules.catalogue.declareStructure(anActor(), offices, { fields: wider, note: 'thêm địa chỉ' })
})

describe('an answer in the format asked for (Điều 8, RFC 9110)', () => {
  it.each([
    ['text/csv', 'text/csv; charset=utf-8; header=present', "ma,ten,dia_chi\nDV1,'=Một,\n"],
    ['application/x-ndjson', 'application/x-ndjson; charset=utf-8', '{"ma":"DV1","ten":"=Một","dia_chi":null}\n'],
  ])('%s, for pages and single records, with tag, digest and 304', async (accept, type, first) => {
    for (const path of [address, `${address}/DV1`]) {
      const answer = await call('hospital', path, {
        headers: { accept },
        ...(path === address && { query: { limit: '1' } }),
      })
      expect([answer.status, answer.text]).toEqual([200, first])
      expect(answer.headers['content-type']).toBe(type)
      expect(answer.headers['vary']).toBe('accept')
      const digest = sha256(answer.bytes).toString('base64')
      expect(answer.headers['repr-digest']).toBe(`sha-256=:${digest}:`)
      const known = await call('hospital', path, {
        ...{ headers: { accept, 'if-none-match': `"${digest}"` } },
        ...(path === address && { query: { limit: '1' } }),
      })
      expect([known.status, known.text]).toEqual([304, ''])
    }
  })

  it('leads to the next page by the header Link, so that nothing is left out', async () => {
    const found: string[] = []
    let path: string | undefined = `${address}?limit=2&format=csv&select=ma`
    while (path !== undefined) {
      const { text, headers }: { text: string; headers: Readonly<Record<string, string>> } = await call(
        'hospital',
        path,
      )
      found.push(...text.trimEnd().split('\n').slice(1))
      path = /^<\/api\/v1(.*)>; rel="next"$/.exec(headers['link'] ?? '')?.[1]
    }
    expect(found).toEqual(['DV1', 'DV2', 'DV3'])
  })

  it('of a missing record is a problem, whatever was asked for', async () => {
    const answer = await call<Problem>('hospital', `${address}/DV9`, { headers: { accept: 'text/csv' } })
    expect([answer.status, answer.body.code]).toEqual([404, 'warehouse.recordNotFound'])
  })
})

describe('an answer in an earlier structure', () => {
  it('has its fields, for pages, single records and earlier states', async () => {
    const now = (await call<Page>('hospital', address)).body
    expect([now.structureVersion, Object.keys(now.items[0] ?? {})]).toEqual([2, ['ma', 'ten', 'dia_chi']])
    const earlier = (await call<Page>('hospital', address, { query: { structure: '1' } })).body
    expect([earlier.structureVersion, earlier.items[0]]).toEqual([1, { ma: 'DV1', ten: '=Một' }])
    const one = (await call<SingleRecord>('hospital', `${address}/DV3`, { query: { structure: '1' } })).body
    expect(one.values).toEqual({ ma: 'DV3', ten: 'Bốn' })
    const past = (await call<Page>('hospital', address, { query: { asOf: '1', structure: '2' } })).body
    expect([past.structureVersion, past.items[0]]).toEqual([2, { ma: 'DV1', ten: '=Một', dia_chi: null }])
  })

  it('that never was is refused', async () => {
    const expected = { status: 404, code: 'catalogue.structureNotFound' }
    await refusal(expected, 'hospital', address, { query: { structure: '3' } })
    await refusal({ status: 400, code: 'warehouse.unknownField' }, 'hospital', address, {
      query: { structure: '1', select: 'dia_chi' },
    })
  })
})
