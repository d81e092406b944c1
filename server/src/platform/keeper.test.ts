import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createKeeper } from './keeper.ts'
import { createLog } from './log.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const log = createLog('silent')

it('looks at once and then each minute, until it is stopped', async () => {
  let looks = 0
  const keeper = createKeeper(log, [{ name: 'count', run: () => Promise.resolve((looks += 1)) }])
  keeper.start()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(looks).toBe(3)
  await keeper.stop()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(looks).toBe(3)
})

it('does the duties in their order, and none waits for one that fails', async () => {
  const done: string[] = []
  const duty = (name: string) => ({ name, run: () => Promise.resolve(done.push(name)) })
  const broken = { name: 'broken', run: () => Promise.reject(new Error('broken')) }
  await createKeeper(log, [duty('first'), broken, duty('last')]).keep()
  expect(done).toEqual(['first', 'last'])
})

it('begins no look while one goes on, and a stop waits for it', async () => {
  let looks = 0
  const { promise: slow, resolve: finish } = Promise.withResolvers<undefined>()
  const run = () => {
    looks += 1
    return slow
  }
  const keeper = createKeeper(log, [{ name: 'slow', run }])
  keeper.start()
  await vi.advanceTimersByTimeAsync(300_000)
  expect(looks).toBe(1)
  let isStopped = false
  const stopped = keeper.stop().then(() => (isStopped = true))
  await vi.advanceTimersByTimeAsync(0)
  expect(isStopped).toBe(false)
  finish(undefined)
  await stopped
})
