import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { format, inspect } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { ConfigError, readConfig, settings } from './config.ts'
import { Secret } from './secret.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-config-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function fileWith(content: string): string {
  const file = path.join(mkdtempSync(path.join(folder, 'file-')), 'value')
  writeFileSync(file, content)
  return file
}

it('needs no setting at all: everything has its default', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 8686,
    publicUrl: undefined,
    databaseUrl: undefined,
    databasePoolSize: 10,
    secret: undefined,
    stateDirectory: 'var',
    logLevel: 'info',
    submissionMaxBytes: 2_147_483_648,
    sessionHours: 10,
    sessionIdleMinutes: 15,
    administrationIdleMinutes: 5,
    sealLimitSeconds: 600,
    tls: {
      ...{ trustedProxies: [], proxyHops: 1 },
      ...{ forwardingHeader: 'x-forwarded-for', certificateHeader: 'client-cert' },
    },
    outside: undefined,
  })
})

it('takes every setting from its variable', () => {
  const config = readConfig({
    KHO_HOST: '0.0.0.0',
    KHO_PORT: '0',
    KHO_PUBLIC_URL: 'https://kho.example',
    KHO_DATABASE_URL: 'postgresql://one@db/kho',
    KHO_DATABASE_POOL_SIZE: '2',
    KHO_SECRET: 'two',
    KHO_STATE_DIRECTORY: '/var/lib/kho',
    KHO_LOG_LEVEL: 'silent',
    KHO_SUBMISSION_MAX_BYTES: '1024',
    KHO_SESSION_HOURS: '1',
    KHO_SESSION_IDLE_MINUTES: '20',
    KHO_ADMINISTRATION_IDLE_MINUTES: '10',
    KHO_SEAL_LIMIT_SECONDS: '20',
    KHO_LOG_ORIGIN: 'kho.example/nhat-ky',
    KHO_LOG_KEY: `${'A'.repeat(43)}=`,
    KHO_LOG_POLICY: '/etc/khochung/policy',
    KHO_WITNESS_KEY: `${'B'.repeat(42)}A=`,
    KHO_TRUSTED_PROXIES: '10.0.0.5/32, 2001:db8::/48',
    KHO_PROXY_HOPS: '2',
    KHO_FORWARDING_HEADER: 'forwarded',
    KHO_OPEN_DATABASE_URL: 'postgresql://kho_open:three@db/kho',
    PATH: '/bin',
  })
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 0,
    publicUrl: 'https://kho.example',
    databasePoolSize: 2,
    stateDirectory: '/var/lib/kho',
    logLevel: 'silent',
    submissionMaxBytes: 1024,
    sessionHours: 1,
    sessionIdleMinutes: 20,
    administrationIdleMinutes: 10,
    sealLimitSeconds: 20,
    logOrigin: 'kho.example/nhat-ky',
    logPolicy: '/etc/khochung/policy',
    tls: { trustedProxies: ['10.0.0.5/32', '2001:db8::/48'], proxyHops: 2, forwardingHeader: 'forwarded' },
  })
  expect(config.witnessKey?.reveal()).toBe(`${'B'.repeat(42)}A=`)
  expect(config.logKey?.reveal()).toHaveLength(44)
  expect(config.databaseUrl?.reveal()).toBe('postgresql://one@db/kho')
  expect(config.secret?.reveal()).toBe('two')
  expect(config.openDatabaseUrl?.reveal()).toBe('postgresql://kho_open:three@db/kho')
})

it('takes a value from the file that NAME_FILE names, without the line end that editors leave', () => {
  expect(readConfig({ KHO_SECRET_FILE: fileWith('from a file\n') }).secret?.reveal()).toBe('from a file')
  expect(readConfig({ KHO_PORT_FILE: fileWith('99\n') }).port).toBe(99)
})

it('prefers the variable to the file', () => {
  expect(readConfig({ KHO_PORT: '1', KHO_PORT_FILE: fileWith('2') }).port).toBe(1)
})

it('takes an empty variable for one that is not set', () => {
  const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, '']))
  expect(readConfig(empty)).toEqual(readConfig({}))
})

it.each([
  ['KHO_PROXY_HOPS', '0'],
  ['KHO_FORWARDING_HEADER', 'x-real-ip'],
  ['KHO_OPEN_DATABASE_URL', 'postgresql://postgres:x@db/kho'],
  ['KHO_PORT', '-1'],
  ['KHO_PORT', '80a'],
  ['KHO_PORT', '65536'],
  ['KHO_PORT', '1e3'],
  ['KHO_DATABASE_POOL_SIZE', '1'],
  ['KHO_SESSION_HOURS', '0'],
  ['KHO_SUBMISSION_MAX_BYTES', '1023'],
  ['KHO_LOG_LEVEL', 'loud'],
  ['KHO_LOG_KEY', 'AAAA'],
  ['KHO_LOG_KEY', 'A'.repeat(44)],
  ['KHO_LOG_ORIGIN', 'nhật ký'],
  ['KHO_LOG_ORIGIN', 'kho+1'],
  ['KHO_TRUSTED_PROXIES', '10.0.0.5'],
  ['KHO_TRUSTED_PROXIES', '10.0.0.5/33'],
  ['KHO_TRUSTED_PROXIES', '10.0.0.0/8,2001:db8::/129'],
  ['KHO_TRUSTED_PROXIES', '10.0.0.0/8,'],
  ['KHO_TRUSTED_PROXIES', '999.0.0.5/8'],
  ['KHO_DATABSE_URL', 'postgresql://misspelt'],
  ['KHO_SECRET_FILE', '/there/is/no/such/file'],
])('refuses %s=%s and names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
  expect(() => readConfig({ [name]: value })).toThrow(name)
})

it('names all faults at once, without the values', () => {
  const env = { KHO_PORT: 'hunter2', KHO_LOG_LEVEL: 'loud', KHO_SESION_HOURS: '3', KHO_SECRET_FILE: '/missing' }
  let message = ''
  try {
    readConfig(env)
  } catch (error) {
    message = String(error)
  }
  for (const name of Object.keys(env)) expect(message).toContain(name)
  expect(message).not.toContain('hunter2')
})

it('leaves the variables of the tests alone', () => {
  expect(() => readConfig({ KHO_TEST_POSTGRES: '15', KHO_CHROMIUM: '/usr/bin/chromium' })).not.toThrow()
})

it('describes every setting, and has a default that it would accept', () => {
  for (const [name, setting] of Object.entries(settings)) {
    expect(setting.description, name).toMatch(/^[A-Z].*\.$/s)
    if (setting.default !== undefined) expect(() => readConfig({ [name]: setting.default }), name).not.toThrow()
  }
})

const secret = new Secret('hunter2')
it.each([
  ['String()', String(secret)],
  ['a template', secret.toString()],
  ['JSON', JSON.stringify({ secret })],
  ['util.inspect', inspect({ secret }, { depth: null, showHidden: true })],
  ['util.inspect without custom inspectors', inspect({ secret }, { customInspect: false, showHidden: true })],
  ['util.format', format('%s %o %j', secret, secret, secret)],
  ['Object.entries', JSON.stringify(Object.entries(secret))],
  ['a copy', JSON.stringify(Object.assign({}, secret))],
  ['a whole configuration', inspect(readConfig({ KHO_SECRET: 'hunter2', KHO_DATABASE_URL: 'hunter2' }))],
])('never shows a secret by %s', (_way, shown) => {
  expect(shown).not.toContain('hunter2')
})

it('gives a secret only to who asks for it', () => {
  expect(secret.reveal()).toBe('hunter2')
  expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual(['***', '"***"', '***'])
})
