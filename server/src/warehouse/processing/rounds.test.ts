import { expect, it, onTestFinished } from 'vitest'
import { createRounds } from './rounds.ts'
import type { RoundsDeps } from './rounds.ts'

/** Rounds that never look by themselves within a test, and what becomes of them. */
function openRounds(over: Partial<RoundsDeps> = {}) {
  const told: string[] = []
  const ends: (() => void)[] = []
  const worker = createRounds({
    everyMilliseconds: 3_600_000,
    round: async (stopping) => {
      told.push('begun')
      await new Promise<void>((resolve) => ends.push(resolve))
      told.push(stopping.aborted ? 'left' : 'done')
    },
    onInterrupted: (error) => told.push(String(error)),
    ...over,
  })
  const endRound = async () => {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  onTestFinished(() => {
    ends.forEach((end) => {
      end()
    })
    return worker.stop()
  })
  return { worker, told, endRound }
}

it('has one round at a time, and one more for all that came in meanwhile', async () => {
  const { worker, told, endRound } = openRounds()
  worker.kick()
  worker.kick()
  worker.kick()
  expect(told).toEqual(['begun'])
  await endRound()
  expect(told).toEqual(['begun', 'done', 'begun'])
  await endRound()
  expect(told).toEqual(['begun', 'done', 'begun', 'done'])
})

it('tells of a round that was interrupted, and goes on with the next', async () => {
  const { worker, told } = openRounds({ round: () => Promise.reject(new Error('away')) })
  worker.kick()
  await new Promise(setImmediate)
  worker.kick()
  await new Promise(setImmediate)
  expect(told).toEqual(['Error: away', 'Error: away'])
})

it('begins no round before what is done first, and then one by itself', async () => {
  const first = Promise.withResolvers<undefined>()
  const { worker, told } = openRounds({ first: () => first.promise })
  worker.start()
  worker.kick()
  expect(told).toEqual([])
  first.resolve(undefined)
  await new Promise(setImmediate)
  expect(told).toEqual(['begun'])
})

it('stops once the round under way has ended, and begins none any more', async () => {
  const { worker, told, endRound } = openRounds()
  worker.kick()
  worker.kick()
  const stopped = worker.stop()
  await endRound()
  await stopped
  worker.kick()
  expect(told).toEqual(['begun', 'left'])
})
