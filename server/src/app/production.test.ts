import { describe, expect, it } from 'vitest'
import { readConfig } from '../platform/index.ts'
import { demoAccountsFault, isPublic, refuseUnsafe, settingFaults } from './production.ts'

const strong = '3q2+7wAAqBcD9f1kZ0YyXn5uJrT8vLmE'
const https = { KHO_PUBLIC_URL: 'https://kho.example' }

describe('whether others can reach the server', () => {
  it.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ KHO_HOST: '127.0.0.5' }, false],
    [{ KHO_HOST: '::1' }, false],
    [{ KHO_HOST: 'localhost', KHO_PUBLIC_URL: 'http://localhost:8686' }, false],
    [{ KHO_HOST: '0.0.0.0' }, true],
    [{ KHO_HOST: '::' }, true],
    [{ KHO_HOST: '192.168.1.4' }, true],
    [https, true],
    [{ KHO_PUBLIC_URL: 'http://127.0.0.1.example.vn' }, true],
  ])('%j: %s', (env, expected) => {
    expect(isPublic(readConfig(env))).toBe(expected)
  })
})

describe('a start that others can reach is refused', () => {
  it.each<[string, Record<string, string>, boolean, RegExp[]]>([
    ['not behind TLS with a secret made by the installation', https, false, []],
    ['not behind TLS with a strong secret', { ...https, KHO_SECRET: strong }, false, []],
    ['with the demo city', https, true, [/--no-demo/]],
    ['by plain HTTP', { KHO_PUBLIC_URL: 'http://kho.example' }, false, [/KHO_PUBLIC_URL=https/]],
    ['by plain HTTP on every address', { KHO_HOST: '0.0.0.0' }, false, [/http:\/\/0\.0\.0\.0/]],
    ['with a proxy elsewhere that is not named', { ...https, KHO_HOST: '0.0.0.0' }, false, [/KHO_TRUSTED_PROXIES/]],
    [
      'not with a proxy elsewhere that is named',
      { ...https, KHO_HOST: '0.0.0.0', KHO_TRUSTED_PROXIES: '10.0.0.5/32' },
      false,
      [],
    ],
    ['with a short secret', { ...https, KHO_SECRET: 'kho' }, false, [/KHO_SECRET.*openssl rand/]],
    ['with a secret of one letter', { ...https, KHO_SECRET: 'a'.repeat(64) }, false, [/KHO_SECRET/]],
    [
      'with the database password of the guide',
      { ...https, KHO_DATABASE_URL: 'postgresql://khochung:choose%20one@db/khochung' },
      false,
      [/KHO_DATABASE_URL/],
    ],
    [
      'not for a password that is escaped badly',
      { ...https, KHO_DATABASE_URL: 'postgresql://u:%E0%A4%A@db/k' },
      false,
      [],
    ],
    [
      'for all of it together',
      { KHO_HOST: '0.0.0.0', KHO_SECRET: 'secret', KHO_DATABASE_URL: 'postgresql://u:postgres@db/k' },
      true,
      [/HTTP/, /KHO_SECRET/, /KHO_DATABASE_URL/, /--no-demo/],
    ],
  ])('%s', (...[, env, loadsDemo, expected]) => {
    const faults = settingFaults(readConfig(env), loadsDemo)
    expect(faults).toHaveLength(expected.length)
    for (const [place, pattern] of expected.entries()) expect(faults[place]).toMatch(pattern)
  })

  it('and a look on this machine is not', () => {
    expect(settingFaults(readConfig({ KHO_SECRET: 'x' }), true)).toEqual([])
  })

  it('with all reasons at once, and no secret in them', () => {
    const faults = settingFaults(readConfig({ KHO_HOST: '0.0.0.0', KHO_SECRET: 'hunter2' }), true)
    expect(() => {
      refuseUnsafe([...faults, demoAccountsFault(['yte', 'thue'])])
    }).toThrow(/HTTP[^]*KHO_SECRET[^]*--no-demo[^]*yte, thue/)
    expect(faults.join()).not.toContain('hunter2')
    refuseUnsafe([])
  })
})
