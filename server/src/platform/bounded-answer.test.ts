import { expect, it } from 'vitest'
import { readBounded } from './bounded-answer.ts'

/** An answer that goes on as long as somebody reads. */
function endless() {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1
      controller.enqueue(new Uint8Array(1000))
    },
  })
  return { response: new Response(body), sent: () => sent }
}

it('reads an answer as it is', async () => {
  expect(await readBounded(new Response('answer'), 6)).toEqual(Buffer.from('answer'))
  expect(await readBounded(new Response(null), 6)).toEqual(Buffer.alloc(0))
})

it('leaves the rest of an answer that is too long, however long it is', async () => {
  expect(await readBounded(new Response('answers'), 6)).toBeUndefined()
  const { response, sent } = endless()
  expect(await readBounded(response, 5_000)).toBeUndefined()
  expect(sent()).toBeLessThan(10)
})
