import { expect, it } from 'vitest'
import { createRefusalCount, others } from './refusal.ts'

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 3, 0, second))
const refused = (over: { address?: string; route?: string } = {}) =>
  ({ address: '198.51.100.9', zone: 'dedicated', route: 'GET /', reason: 'network', ...over }) as const

it('requests alike of ten minutes are one, with how many and from when to when', () => {
  const count = createRefusalCount()
  for (const second of [3, 1, 599]) count.add(refused(), at(second))
  count.add(refused(), at(600))
  count.add(refused({ route: 'POST /' }), at(601))
  expect(count.take()).toEqual([
    { window: at(0), refusals: [{ ...refused(), count: 3, firstAt: at(3), lastAt: at(599) }] },
    {
      window: at(600),
      refusals: [
        { ...refused(), count: 1, firstAt: at(600), lastAt: at(600) },
        { ...refused({ route: 'POST /' }), count: 1, firstAt: at(601), lastAt: at(601) },
      ],
    },
  ])
  expect(count.take()).toEqual([])
})

it('a flood from very many addresses to very many routes stays small, and no request is left out', () => {
  const count = createRefusalCount()
  for (let n = 0; n < 20_000; n += 1)
    count.add(refused({ address: `10.${String(n >> 8)}.${String(n & 255)}.1`, route: `GET /${String(n % 50)}` }), at(1))
  for (let n = 0; n < 100; n += 1) count.add(refused({ address: '10.0.0.1', route: `GET /x${String(n)}` }), at(2))
  const rows = count.take().flatMap(({ refusals }) => refusals)
  expect(rows.length).toBeLessThan(600)
  expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(20_100)
  expect(rows.find(({ address }) => address === others)).toMatchObject({ route: others, count: 19_500 })
  expect(rows.find(({ address, route }) => address === '10.0.0.1' && route === others)).toMatchObject({ count: 93 })
})

it('what was taken counts on within the bounds of its window', () => {
  const count = createRefusalCount()
  for (let n = 0; n < 600; n += 1) {
    count.add(refused({ address: `10.0.${String(n >> 8)}.${String(n & 255)}` }), at(1))
    count.take()
  }
  count.add(refused({ address: '192.0.2.1' }), at(2))
  expect(count.take()[0]?.refusals[0]).toMatchObject({ address: others, count: 1 })
})
