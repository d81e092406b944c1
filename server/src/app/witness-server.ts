import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Witness } from '../journal/index.ts'
import type { Log } from '../platform/index.ts'

/** A proof of 63 hashes and the largest signatures sixteen signers make; a note of our own log has a thousandth of it. */
const largestBody = 256 * 1024
const slowestRequest = 10_000
const plain = 'text/plain; charset=utf-8'

/** The HTTP face of a witness: C2SP tlog-witness, one prefix for both who submit and who look. */
export function createWitnessServer(witness: Witness, log: Log): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBody,
    requestTimeout: slowestRequest,
    return503OnClosing: false,
  })
  // The protocol names no type for the body, so every type is taken for what it is.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
    parsed(null, body)
  })
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const { statusCode: status = 500 } = error
    if (status >= 500) log.error({ err: error }, 'witness: a request failed')
    return reply
      .code(status)
      .type(plain)
      .send(status === 413 ? 'The request is too large\n' : 'The request cannot be answered\n')
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).type(plain).send('Not found\n'))
  app.post('/add-checkpoint', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const answer = await witness.addCheckpoint(body)
    return reply.code(answer.status).type(answer.type).send(answer.body)
  })
  app.get<{ Params: { origin: string } }>('/:origin/checkpoint', async (request, reply) => {
    const checkpoint = await witness.checkpoint(request.params.origin)
    return reply
      .code(checkpoint === undefined ? 404 : 200)
      .type(plain)
      .send(checkpoint ?? 'Nothing was cosigned of this log\n')
  })
  return app
}
