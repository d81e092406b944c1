import { expect, it } from 'vitest'
import { proveEverySize } from './every-size.ts'

it('proves every leaf as the definition of RFC 6962 does, for sizes around powers of two and tiles, and others between', async () => {
  const sizes = [
    ...Array.from({ length: 66 }, (_none, at) => at + 1),
    127,
    128,
    129,
    200,
    255,
    256,
    257,
    300,
    511,
    513,
    777,
  ]
  expect(await proveEverySize(sizes)).toBe(sizes.reduce((sum, size) => sum + size))
})
