import { expect, it } from 'vitest'
import { deviceOf } from './where.ts'

const mozilla = 'Mozilla/5.0'
it.each([
  [`${mozilla} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36`, 'Chrome · Windows'],
  [`${mozilla} (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0`, 'Edge · Windows'],
  [`${mozilla} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox · Linux'],
  [`${mozilla} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1`, 'Safari · iOS'],
  [
    `${mozilla} (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/28 Chrome/130 Safari/537`,
    'Samsung Internet · Android',
  ],
  ['curl/8.0', ''],
  [undefined, ''],
])('%s is shown as %j', (header, expected) => {
  expect(deviceOf(header)).toBe(expected)
})
