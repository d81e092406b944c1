import type { FastifyInstance, FastifyReply } from 'fastify'
import { journalPermissions, MalformedError, readPublished } from '../journal/index.ts'
import { platformProblems } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'

/** Asks whether the caller may; refuses otherwise. */
type Guard = (permission: Route['permission']) => (request: Parameters<Route['handler']>[0]) => Promise<void>

const anywhere = { schema: { hide: true }, config: { zone: 'open' } } as const

/**
 * The log under `/log/`, path by path as C2SP tlog-tiles has it. Hashes and checkpoints are for anyone anywhere, for they
 * tell nothing but that something was recorded.
 */
export function serveLog(app: FastifyInstance, folder: string | undefined): void {
  if (folder === undefined) return
  app.get('/log/checkpoint', anywhere, async (_request, reply) => {
    const bytes = await readPublished(folder, 'checkpoint')
    if (!bytes) throw platformProblems.notFound({ path: '/log/checkpoint' })
    return reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'max-age=2').send(bytes)
  })
  app.get<{ Params: { number: string; file: string } }>(
    '/log/closed/:number/:file',
    anywhere,
    async (request, reply) => {
      const { number, file } = request.params
      const bytes = await readTile(folder, `closed/${number}/${file}`)
      if (!bytes) throw platformProblems.notFound({ path: '/log/closed' })
      return reply
        .header('content-type', 'text/plain; charset=utf-8')
        .header('cache-control', 'max-age=300')
        .send(bytes)
    },
  )
  // A closed log is the first part of the same tree, so its tiles are those of the log that follows.
  for (const path of ['/log/tile/*', '/log/closed/:number/tile/*']) {
    app.get(path, anywhere, async (request, reply) => {
      const address = addressOf(request.url)
      // Where entries are not served, an address that only looks like a tile's does not lead to them either.
      if (isEntries(address)) throw platformProblems.notFound({ path: address.slice(0, 200) })
      return sendTile(reply, { folder, address, shared: 'public' })
    })
  }
}

/** What was recorded is for those who may read the journal, on the dedicated network. */
export function serveLogEntries(app: FastifyInstance, folder: string | undefined, guard: Guard): void {
  if (folder === undefined) return
  const guarded = {
    schema: { hide: true },
    config: { zone: 'dedicated' as const },
    onRequest: guard(journalPermissions['entry.read']),
  }
  for (const path of ['/log/tile/entries/*', '/log/closed/:number/tile/entries/*']) {
    app.get(path, guarded, (request, reply) =>
      sendTile(reply, { folder, address: addressOf(request.url), shared: 'private' }),
    )
  }
}

const addressOf = (url: string) => url.split('?', 1)[0] ?? ''
const pathIn = (address: string) => address.replace(/^\/log\/(?:closed\/\d+\/)?/, '')
const isEntries = (address: string) => pathIn(address).startsWith('tile/entries/')

async function sendTile(
  reply: FastifyReply,
  { folder, address, shared }: { readonly folder: string; readonly address: string; readonly shared: string },
): Promise<FastifyReply> {
  const bytes = await readTile(folder, pathIn(address))
  if (!bytes) throw platformProblems.notFound({ path: address.slice(0, 200) })
  // What a path of the log holds never changes.
  return reply
    .header('content-type', 'application/octet-stream')
    .header('cache-control', `${shared}, max-age=31536000, immutable`)
    .send(bytes)
}

async function readTile(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    return await readPublished(folder, path)
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}
