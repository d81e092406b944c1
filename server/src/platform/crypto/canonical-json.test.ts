import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson, type Json } from './canonical-json.ts'

it('writes the example of RFC 8785 §3.2.2 as §3.2.3 does', () => {
  const example = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`
  expect(canonicalJson(JSON.parse(example) as Json)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

it('sorts members by UTF-16 code units (RFC 8785 §3.2.3)', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    1: 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }
  expect([...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map(([, name]) => name)).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ])
})

/** RFC 8785 appendix B: the bits of a double and its text. */
it.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('writes the double %s as %s', (bits, text) => {
  expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
})

it.each([Number.NaN, Number.NEGATIVE_INFINITY])('refuses %d (RFC 8785 §3.2.2)', (number) => {
  expect(() => canonicalJson([number])).toThrow(TypeError)
})

it.each(['x\ud800', { '\udead': 1 }])('refuses half a surrogate pair: %j (RFC 8785 §3.2.2)', (value) => {
  expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'platform.invalidRequest' }))
})

it('refuses what is nested out of all measure, instead of running out of stack', () => {
  const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as Json
  expect(canonicalJson(nested(500))).toHaveLength(1000)
  for (const depth of [501, 100_000])
    expect(() => canonicalJson(nested(depth))).toThrow(expect.objectContaining({ code: 'platform.invalidRequest' }))
})

it('says the same of equal values whatever the order of their members, and parses back to the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.func(fc.integer()), (value, place) => {
      const text = canonicalJson(value as Json)
      expect(canonicalJson(reordered(value as Json, (name) => place(name)))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { seed: 8785, numRuns: 300 },
  )
})

function reordered(value: Json, placeOf: (name: string) => number): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: Json) => reordered(item, placeOf))
  const members = Object.entries(value).sort(([left], [right]) => placeOf(left) - placeOf(right))
  return Object.fromEntries(members.map(([name, item]) => [name, reordered(item, placeOf)]))
}
