import { expect, it } from 'vitest'
import { allRoutes, idlePortal } from '../../src/app/routes.ts'
import { surfacesOf } from '../../src/app/zone-hooks.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { smallCity } from './matrix/city.ts'
import { duties } from './matrix/duties.ts'
import { openMatrix } from './matrix/matrix.ts'

/** Some of the cells; `npm run test:long -- access` asks all of them, in a larger city. */
const every = { gates: 97, data: 41 }

const warehouse = await openWarehouse()
const matrix = await openMatrix(warehouse, smallCity)
const routes = allRoutes(warehouse.modules, idlePortal)

it('every route says who may call it and from where, and has its row in the table of duties (Điều 7.1, 13.2)', () => {
  for (const route of routes) {
    expect(route, route.operationId).toHaveProperty('permission')
    expect(route, route.operationId).toHaveProperty('zone')
  }
  const listed = duties.flatMap(({ operations }) => operations)
  expect(listed.toSorted()).toEqual(routes.map(({ operationId }) => operationId).toSorted())
})

it('below the API nothing is mounted but what is declared, and its contract (Điều 13.2)', async () => {
  await warehouse.app.ready()
  const declared = new Set(routes.map(({ method, url }) => `${method} /api/v1${url}`))
  const mounted = surfacesOf(warehouse.app)
    .filter(({ url, method }) => url.startsWith('/api/') && method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url}`)
  expect(mounted.filter((each) => !declared.has(each))).toEqual(['GET /api/v1/openapi.json'])
})

it('every route stops who may not come through, as the clauses have it (Điều 7.1, 13.1, 13.2)', async () => {
  const { wrong, through } = await matrix.tryGates(every.gates)
  expect(wrong).toEqual([])
  expect(through).toBeGreaterThan(10)
})

it('data is told and taken as the clauses have it, whichever way it is asked for (Điều 5.2, 9, 10, 11, 18.2)', async () => {
  const { wrong, through } = await matrix.tryData(every.data)
  expect(wrong).toEqual([])
  expect(through).toBeGreaterThan(10)
})
