import { expect, it } from 'vitest'
import { encodeWkb } from '../../storage/wkb.ts'
import { aField } from '../../testing.ts'
import { featureCollection, toFeature } from './feature.ts'

it('a row becomes a feature: its key the id, its geometry apart from the other values', () => {
  const geometry = aField({ name: 'vi_tri' })
  const body = JSON.stringify({ ma: '01', vi_tri: encodeWkb({ type: 'Point', coordinates: [1, 2] }), ten: null })
  const feature = toFeature('01', body, geometry)
  const place = { type: 'Point', coordinates: [1, 2] }
  expect(JSON.parse(feature)).toEqual({
    type: 'Feature',
    id: '01',
    geometry: place,
    properties: { ma: '01', ten: null },
  })
  expect(JSON.parse(toFeature('02', '{"vi_tri":null}', geometry))).toMatchObject({ geometry: null, properties: {} })
  expect(JSON.parse(featureCollection([feature, feature]))).toMatchObject({ features: [{ id: '01' }, { id: '01' }] })
})
