import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { History } from '../../../test/warehouse/wire.ts'
import { listRecordedRoots } from '../../journal/index.ts'
import { anActor } from '../../law/testing.ts'
import { verifyWarehouse } from '../storage/verify.ts'

const warehouse = await openWarehouse()
const { call, deliver, modules, people } = warehouse
const dataset = 'tram-xe-buyt'
const address = `/warehouse/datasets/${dataset}`

function pointAt(longitude: number, latitude: number): string {
  const bytes = Buffer.alloc(21)
  bytes.writeUInt32BE(1, 1)
  bytes.writeDoubleBE(longitude, 5)
  bytes.writeDoubleBE(latitude, 13)
  return bytes.toString('hex').toUpperCase()
}

beforeAll(async () => {
  const provider = people.provider.unit.id
  const consumers = [{ group: 'all' as const }]
  const facts = aDataset({ code: dataset, provider, classification: 'internal', consumers })
  await modules.catalogue.registerDataset(anActor(), facts)
  const field = (name: string) => ({ name, title: name, titleEn: name, type: 'text' as const })
  const fields = [{ ...field('ma'), key: true }, { ...field('vi_tri'), type: 'geometry' as const }, field('ten')]
  await modules.catalogue.declareStructure(anActor(), dataset, { fields, note: '' })
  await warehouse.promulgate('2026-03-01', [dataset])
  const rows = `T1,${pointAt(106.7, 10.78)},Bến Thành\nT2,,Chưa rõ\nT3,${pointAt(106.6, 10.8)},\n`
  expect(await deliver(`ma,vi_tri,ten\n${rows}`, { dataset })).toMatchObject({ state: 'applied' })
})

const features = [
  ['T1', { type: 'Point', coordinates: [106.7, 10.78] }, 'Bến Thành'],
  ['T2', null, 'Chưa rõ'],
  ['T3', { type: 'Point', coordinates: [106.6, 10.8] }, null],
].map(([id, geometry, ten]) => ({ type: 'Feature', id, geometry, properties: { ma: id, ten } }))
const collection = { type: 'FeatureCollection', features }

it('a dataset with places is read as GeoJSON: pages, records and exports (RFC 7946)', async () => {
  const headers = { accept: 'application/geo+json' }
  const page = await call('hospital', `${address}/records`, { headers })
  expect(page.headers['content-type']).toBe('application/geo+json; charset=utf-8')
  expect(page.body).toEqual(collection)
  expect((await call('hospital', `${address}/records/T3`, { headers })).body).toEqual(features[2])
  const part = await call('hospital', `${address}/records`, { headers, query: { limit: '2' } })
  expect(part.headers['link']).toMatch(/rel="next"/)
  const { id } = (
    await call<{ id: string }>('hospital', `${address}/exports`, { method: 'POST', body: { format: 'geojson' } })
  ).body
  let file = await call('hospital', `/warehouse/exports/${id}/content`)
  for (; file.status === 409; file = await call('hospital', `/warehouse/exports/${id}/content`)) await sleep(20)
  expect(file.body).toEqual(collection)
})

it('without the place among the fields there is nothing to draw', async () => {
  const query = { format: 'geojson', select: 'ma,ten' }
  const expected = { status: 400, code: 'warehouse.noGeometry' }
  await warehouse.refusal(expected, 'hospital', `${address}/records`, { query })
})

it('is proven to the last version, and its history tells where each place lay (Điều 13.3)', async () => {
  const changed = `T1,${pointAt(106.71, 10.79)},Bến Thành\nT2,${pointAt(106.65, 10.75)},Chưa rõ\n`
  expect(await deliver(`ma,vi_tri,ten\n${changed}`, { dataset })).toMatchObject({
    ...{ state: 'applied', applyNumber: 2, balance: { changed: 2, deleted: 1, unchanged: 0 } },
  })
  const { body } = await call<History>('hospital', `${address}/records/T1/history`)
  expect(body.items.map(({ operation, values }) => [operation, values['vi_tri']])).toEqual([
    ['change', pointAt(106.71, 10.79)],
    ['insert', pointAt(106.7, 10.78)],
  ])
  const headers = { accept: 'application/geo+json' }
  const past = await call('hospital', `${address}/records`, { headers, query: { asOf: '1' } })
  expect(past.body).toEqual(collection)
  expect(await faults()).toEqual([])
  const moved = pointAt(106.71, 10.7900001).toLowerCase()
  const harm = (statement: string) => warehouse.testing.asIntruder(statement)
  const [{ kept } = { kept: '' }] = await warehouse.testing.asAdmin<{ kept: string }>(
    `SELECT encode(f2, 'hex') AS kept FROM data.tram_xe_buyt WHERE _key = 'T1'`,
  )
  await harm(`UPDATE data.tram_xe_buyt SET f2 = '\\x${moved}' WHERE _key = 'T1'`)
  expect(await faults()).toEqual([`${dataset} apply 2: 1 rows were altered after they were recorded`])
  await harm(`UPDATE data.tram_xe_buyt SET f2 = '\\x${kept}' WHERE _key = 'T1';
              UPDATE history.tram_xe_buyt SET f2 = NULL WHERE _key = 'T3'`)
  expect(await faults()).toEqual([
    `${dataset} apply 1: 1 rows were altered after they were recorded`,
    `${dataset} apply 1: 1 superseded rows did not end as recorded`,
  ])
})

async function faults(): Promise<string[]> {
  const roots = await listRecordedRoots(warehouse.testing.database.application)
  const found = await verifyWarehouse(warehouse.testing.database.loader, modules.catalogue, roots)
  return found.faults.map(({ place, reason }) => `${place}: ${reason}`)
}
