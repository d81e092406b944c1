import { expect, it } from 'vitest'
import { addressThrottle, loginThrottle, throttleDelays } from './throttle.ts'

it('waits nothing for the free attempts, then twice as long each time, up to fifteen minutes', () => {
  expect(throttleDelays(loginThrottle)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900])
})

it('gives an address more free attempts than a login', () => {
  const [forLogin, forAddress] = [throttleDelays(loginThrottle), throttleDelays(addressThrottle)]
  expect(forAddress.indexOf(1)).toBeGreaterThan(forLogin.indexOf(1))
  expect(forAddress.at(-1)).toBe(900)
})
