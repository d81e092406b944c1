import { expect, it } from 'vitest'
import { isConnectionError } from './database.ts'
import { rolePassword, runtimeUrls } from './roles.ts'

const failure = (message: string, members: object = {}) => Object.assign(new Error(message), members)

it.each([
  [true, 'server not reachable', failure('', { code: 'ECONNREFUSED', syscall: 'connect' })],
  [true, 'socket of the server gone', failure('', { code: 'ENOENT', syscall: 'connect' })],
  [true, 'connection reset', failure('', { code: 'ECONNRESET', syscall: 'read' })],
  [true, 'broken pipe', failure('', { code: 'EPIPE', syscall: 'write' })],
  [true, 'connection failure', failure('', { code: '08006' })],
  [true, 'protocol violation', failure('', { code: '08P01' })],
  [true, 'administrator shutdown', failure('', { code: '57P01' })],
  [true, 'crash shutdown', failure('', { code: '57P02' })],
  [true, 'server starting up', failure('', { code: '57P03' })],
  [true, 'too many connections', failure('', { code: '53300' })],
  [true, 'connection ended without a word', failure('Connection terminated unexpectedly')],
  [true, 'no connection in time', failure('timeout exceeded when trying to connect')],
  [true, 'connection that broke before', failure('Client has encountered a connection error and is not queryable')],
  [false, 'unique violation', failure('', { code: '23505' })],
  [false, 'query cancelled', failure('', { code: '57014' })],
  [false, 'disk full', failure('', { code: '53100' })],
  [false, 'change without a record', failure('', { code: 'KJ001' })],
  [false, 'file of evidence gone', failure('', { code: 'ENOENT', syscall: 'open' })],
  [false, 'fault of the code', new TypeError('x is undefined')],
  [false, 'thrown text', 'Connection terminated'],
  [false, 'nothing', undefined],
])('answers %s to whether it is the connection that failed: %s', (expected, _what, error) => {
  expect(isConnectionError(error)).toBe(expected)
})

it('gives each runtime role an address of the same database with a password of its own', () => {
  const urls = runtimeUrls('postgresql://postgres:root@%2Fvar%2Frun:5433/kho?sslmode=disable', 'a secret')
  for (const [role, text] of Object.entries(urls)) {
    const url = new URL(text)
    expect(url.username).toBe(`kho_${role}`)
    expect(url.password).toBe(rolePassword('a secret', `kho_${role}`))
    expect([url.host, url.pathname, url.search]).toEqual(['%2Fvar%2Frun:5433', '/kho', '?sslmode=disable'])
  }
  expect(new Set(Object.values(urls).map((text) => new URL(text).password)).size).toBe(3)
  expect(rolePassword('another secret', 'kho_reader')).not.toBe(rolePassword('a secret', 'kho_reader'))
})
