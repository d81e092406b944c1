import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import type { FastifyRequest, preHandlerAsyncHookHandler, preParsingHookHandler } from 'fastify'
import { identityProblems, isSigned, takeSignature } from '../identity/index.ts'
import type { Principal } from '../identity/index.ts'
import type { Route } from '../platform/index.ts'
import type { Door } from './door.ts'

/** Of the bytes of bodies, as far as they have come. */
const digests = new WeakMap<FastifyRequest, ReturnType<typeof createHash>>()

/** Whether a route asks the one who calls it for a signature rather than for a fresh proof. Throws `identity.signatureRequired`. */
export async function asksForSignature(
  { identity }: Door,
  { signs }: Pick<Route, 'signs'>,
  request: FastifyRequest,
  principal: Principal,
): Promise<boolean> {
  if (!signs || !principal.proof || !(await identity.mustSign(principal))) return false
  if (!isSigned(request)) throw identityProblems.signatureRequired()
  return true
}

/** Holds the signature of a guarded act against the request as it came. */
export function signingHooks(door: Door): {
  readonly preParsing: preParsingHookHandler
  readonly preHandler: preHandlerAsyncHookHandler
} {
  return {
    preParsing: (request, _reply, payload, done) => {
      const digest = createHash('sha256')
      digests.set(request, digest)
      const counted = Object.assign(
        new Transform({
          transform(chunk: Buffer, _encoding, passed) {
            digest.update(chunk)
            counted.receivedEncodedLength += chunk.length
            passed(null, chunk)
          },
        }),
        { receivedEncodedLength: 0 },
      )
      payload.once('error', (error) => counted.destroy(error))
      done(null, payload.pipe(counted))
    },
    preHandler: async (request) => {
      if (request.principal?.proof && isSigned(request)) {
        await takeSignature(door, request, digests.get(request)?.digest('hex') ?? '')
      }
    },
  }
}
