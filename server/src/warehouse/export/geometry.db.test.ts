import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'

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
