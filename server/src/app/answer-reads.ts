import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest, onSendAsyncHookHandler } from 'fastify'
import { prefersReceipt } from '../journal/index.ts'
import type { AnswerReads } from '../journal/index.ts'
import type { Route } from '../platform/index.ts'
import type { Modules } from './modules.ts'

/** Of requests that are being answered. */
const answers = new WeakMap<FastifyRequest, AnswerReads>()

/**
 * Every answer to a route of the API that tells data of a dataset is logged before it leaves, tells under which id, and carries its
 * receipt when that is asked for (Điều 4, 13.3). No route does so itself.
 */
export function answerReads({ journal: { reads, receipts }, world: { blobs } }: Modules): {
  readonly handle: (route: Route, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  readonly onSend: onSendAsyncHookHandler
} {
  return {
    handle: (route, request, reply) => {
      const answer: AnswerReads = {}
      answers.set(request, answer)
      return reads.answering(answer, () => route.handler(request, reply))
    },
    onSend: async (request, reply, payload: unknown) => {
      const answer = answers.get(request)
      if (!answer) return payload
      const left = answer.disclosed ? await settle(answer, reply, payload) : payload
      // What was logged and then came to nothing, as a record that there is not, has no receipt.
      if (answer.logged && (left !== payload || reply.statusCode < 400)) await tell(answer.logged, request, reply)
      return left
    },
  }

  async function settle(answer: AnswerReads, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const { digest, content } = await digested(payload)
    await reads.settle(answer, digest)
    if (answer.logged) {
      reply.header('repr-digest', `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`)
      reply.header('cache-control', 'no-store')
    }
    return content
  }

  /** The digest of a body, and the body to send: a stream is read to its end first, for it has its digest only there. */
  async function digested(payload: unknown): Promise<{ readonly digest: string; readonly content: unknown }> {
    if (payload instanceof Readable) return blobs.spool(payload)
    const content = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '')
    return { digest: createHash('sha256').update(content).digest('hex'), content }
  }

  async function tell(
    read: NonNullable<AnswerReads['logged']>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    reply.header('read-id', read.id)
    if (!prefersReceipt(request)) return
    const { jws } = await receipts.ofAnswer(read)
    reply.header('receipt', jws).header('preference-applied', 'receipt')
  }
}
