import { expect, test } from 'vitest'
import { localPath } from './local-path.ts'

test.each([
  ['/datasets/dan-cu?q=a#b', '/datasets/dan-cu?q=a#b'],
  ['/account', '/account'],
  [undefined, '/'],
  ['', '/'],
  ['/sign-in?to=/sign-in', '/'],
  ['account', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['\\\\evil.example/', '/'],
  ['/\t/evil.example/', '/'],
  ['/\n/evil.example/', '/'],
  ['\t//evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/datasets\\..\\evil', '/'],
])('a sign-in with the way back %j leads to %s', (to, expected) => {
  expect(localPath(to)).toBe(expected)
  expect(new URL(localPath(to), 'https://kho.test').origin).toBe('https://kho.test')
})
