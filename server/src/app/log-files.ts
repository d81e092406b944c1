import type { FastifyInstance } from 'fastify'
import { journalPermissions, MalformedError, readPublished } from '../journal/index.ts'
import { platformProblems } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'

/** Asks whether the caller may; refuses otherwise. */
type Guard = (permission: Route['permission']) => (request: Parameters<Route['handler']>[0]) => Promise<void>

/**
 * The log under `/log/`, path by path as C2SP tlog-tiles has it. Hashes and checkpoints are for anyone, for they tell
 * nothing but that something was recorded; what was recorded is for those who may read the journal.
 */
export function serveLog(app: FastifyInstance, folder: string | undefined, guard: Guard): void {
  if (folder === undefined) return
  const hidden = { schema: { hide: true } }
  app.get('/log/checkpoint', hidden, async (_request, reply) => {
    const bytes = await readPublished(folder, 'checkpoint')
    if (!bytes) throw platformProblems.notFound({ path: '/log/checkpoint' })
    return reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'max-age=2').send(bytes)
  })
  app.get<{ Params: { number: string; file: string } }>('/log/closed/:number/:file', hidden, async (request, reply) => {
    const { number, file } = request.params
    const bytes = await readTile(folder, `closed/${number}/${file}`)
    if (!bytes) throw platformProblems.notFound({ path: '/log/closed' })
    return reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'max-age=300').send(bytes)
  })
  const entries = { ...hidden, onRequest: guard(journalPermissions['entry.read']) }
  // A closed log is the first part of the same tree, so its tiles are those of the log that follows.
  for (const [path, options] of [
    ['/log/tile/entries/*', entries],
    ['/log/tile/*', hidden],
    ['/log/closed/:number/tile/entries/*', entries],
    ['/log/closed/:number/tile/*', hidden],
  ] as const) {
    app.get(path, options, async (request, reply) => {
      const address = request.url.split('?', 1)[0] ?? ''
      const bytes = await readTile(folder, address.replace(/^\/log\/(?:closed\/\d+\/)?/, ''))
      if (!bytes) throw platformProblems.notFound({ path: address.slice(0, 200) })
      // What a path of the log holds never changes.
      const shared = options === entries ? 'private' : 'public'
      return reply
        .header('content-type', 'application/octet-stream')
        .header('cache-control', `${shared}, max-age=31536000, immutable`)
        .send(bytes)
    })
  }
}

async function readTile(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    return await readPublished(folder, path)
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}
