import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { openidPath } from '../identity/index.ts'
import type { Door } from './door.ts'

/** Officials sign in, and systems ask for tokens, on the dedicated network (Điều 13.2). */
const dedicated = { config: { zone: 'dedicated' } } as const

/** Puts the OpenID provider below its address, and its description where RFC 8414 has it looked for. */
export function mountOpenId(app: FastifyInstance, door: Door): void {
  const toProvider = (path: (address: string) => string) => (request: FastifyRequest, reply: FastifyReply) =>
    handOver(door, request, reply, path(request.url))
  void app.register((mounted, _options, done) => {
    // The provider reads bodies itself.
    mounted.removeAllContentTypeParsers()
    mounted.addContentTypeParser('*', (_request, payload, parsed) => {
      parsed(null, payload)
    })
    // Devices are confirmed on a page of the portal.
    mounted.get(`${openidPath}/device`, dedicated, (request, reply) => {
      const [, query] = request.url.split('?')
      return reply.redirect(query === undefined ? '/device' : `/device?${query}`, 303)
    })
    mounted.all(
      `${openidPath}/*`,
      { schema: { hide: true }, ...dedicated },
      toProvider((address) => address.slice(openidPath.length)),
    )
    const described = '/.well-known/oauth-authorization-server'
    mounted.get(
      `${described}${openidPath}`,
      { schema: { hide: true }, ...dedicated },
      toProvider(() => described),
    )
    done()
  })
}

async function handOver(
  { identity, portal: { jar }, certificates }: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
): Promise<void> {
  const { openid } = identity
  const { raw } = request
  const issuer = new URL(openid.places().issuer)
  reply.hijack()
  reply.raw.setHeader('x-request-id', request.id)
  reply.raw.setHeader('x-content-type-options', 'nosniff')
  reply.raw.setHeader('referrer-policy', 'no-referrer')
  // What the provider believes of its own address is ours to say, not the caller's.
  raw.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1)
  raw.headers['x-forwarded-host'] = issuer.host
  // Wherever a description is asked for, it tells of addresses below the issuer's.
  Object.assign(raw, { originalUrl: openidPath + path, url: path })
  await openid.answer(raw, reply.raw, {
    address: request.caller.address,
    certificate: () => certificates.certificateOf(raw),
    person: () => identity.authenticate({ session: jar.sessionOf(request), shown: undefined, requestId: request.id }),
  })
}
