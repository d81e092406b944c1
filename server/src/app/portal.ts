import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { platformProblems } from '../platform/index.ts'
import { sendProblem } from './http-problems.ts'

/** Everything the portal needs comes from here; Mantine writes style elements, hence 'unsafe-inline' for styles only. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

/** Serves the built portal, if there is one; any address that is no file and no API is a page of it. */
export async function servePortal(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(path.join(folder, 'index.html'))
  app.setNotFoundHandler((request, reply) => {
    const [address = ''] = request.url.split('?')
    const isPage = request.method === 'GET' && !address.startsWith('/api/') && !/\.\w+$/.test(address)
    if (isPage && isBuilt) return reply.sendFile('index.html')
    return sendProblem(request, reply, platformProblems.notFound({ path: address.slice(0, 200) }))
  })
  if (!isBuilt) return
  app.addHook('onRoute', (mounted) => {
    mounted.config = { zone: 'dedicated', ...mounted.config }
  })
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    setHeaders: (response, file) => {
      // Names under assets/ carry the hash of their content.
      const isHashed = path.relative(folder, file).startsWith('assets')
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      response.header('content-security-policy', contentSecurityPolicy)
      response.header('referrer-policy', 'same-origin')
    },
  })
}
