import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, expect, it } from 'vitest'
import { createLog } from '../../log.ts'
import { startEmbedded, type EmbeddedServer, type EmbeddedStep } from './index.ts'
import { processesServing, signal, waitUntilGone } from './processes.ts'

const holder = path.resolve(import.meta.dirname, '../../../../test/hold-embedded.ts')
const folders: string[] = []
const servers: EmbeddedServer[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill))
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  for (const folder of folders.splice(0)) {
    for (const pid of processesServing(path.join(folder, 'data'))) {
      signal(pid, 'SIGQUIT')
      await waitUntilGone(pid, 5_000)
    }
    rmSync(folder, { recursive: true, force: true })
  }
})

function newFolder(name = 'kho-embedded-'): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), name))
  folders.push(folder)
  return folder
}

async function start(dataDirectory: string, onProgress: (step: EmbeddedStep) => void = () => undefined) {
  const server = await startEmbedded({ dataDirectory, log: createLog('silent'), onProgress })
  servers.push(server)
  return server
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Another process that starts a server in that folder; resolves at the line of its output that `until` accepts. */
async function hold(folder: string, until: (line: string) => boolean) {
  const child = spawn(process.execPath, [holder, folder], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  for await (const line of createInterface(child.stdout)) if (until(line)) return { child, line }
  throw new Error('the holding process ended early')
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const isAddress = (line: string) => line.startsWith('postgresql://')

it('keeps what was written over a stop and a start, and leaves no password behind', async () => {
  const folder = newFolder()
  const first = await start(folder)
  await query(first.adminUrl('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  expect(readdirSync(first.directory).sort()).toEqual(['data', 'secret', 'server.log', 'socket'])
  expect(statSync(path.join(first.directory, 'secret')).mode & 0o777).toBe(0o600)

  const second = await start(folder)
  expect(await query(second.adminUrl('postgres'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

it('recovers by itself after its process was killed, with everything that was committed', async () => {
  const folder = newFolder()
  const { child, line: url } = await hold(folder, isAddress)
  await query(url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n')
  await kill(child)
  const orphans = processesServing(path.join(folder, 'data'))
  expect(orphans.length).toBeGreaterThan(0)

  const steps: EmbeddedStep[] = []
  const server = await start(folder, (step) => steps.push(step))
  expect(steps).toContain('stopping-orphan')
  expect(await query(server.adminUrl('postgres'), 'SELECT count(*)::integer AS rows FROM kept')).toEqual([
    { rows: 1000 },
  ])
  expect(processesServing(path.join(folder, 'data')).filter((pid) => orphans.includes(pid))).toEqual([])
})

it('starts after its process was killed while the cluster was being made', async () => {
  const folder = newFolder()
  const { child } = await hold(folder, (line) => line === 'creating')
  await kill(child)
  const server = await start(folder)
  expect(await query(server.adminUrl('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

it('starts after both its process and the database server were killed', async () => {
  const folder = newFolder()
  const { child, line: url } = await hold(folder, isAddress)
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS one')
  const busy = new pg.Client({ connectionString: url })
  busy.on('error', () => undefined)
  await busy.connect()
  void busy.query('SELECT count(*) FROM generate_series(1, 1e12)').catch(() => undefined)
  await kill(child)
  for (const pid of processesServing(path.join(folder, 'data')).slice(0, 1)) process.kill(pid, 'SIGKILL')

  const server = await start(folder)
  expect(await query(server.adminUrl('postgres'), 'SELECT one FROM kept')).toEqual([{ one: 1 }])
})

it('refuses a folder that another process holds, and names that process', async () => {
  const folder = newFolder()
  const { child } = await hold(folder, isAddress)
  await expect(start(folder)).rejects.toThrow(`in use by process ${String(child.pid)}`)
})

it('gives a new folder to one of two processes that ask at once', async () => {
  const folder = newFolder()
  const results = await Promise.allSettled([start(folder), hold(folder, isAddress)])
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('starts the server again when it is killed under a running process', async () => {
  const server = await start(newFolder())
  await query(server.adminUrl('postgres'), 'CREATE TABLE kept AS SELECT 1 AS one')
  const before = server.pid
  process.kill(before, 'SIGKILL')
  await waitUntilGone(before, 5_000)
  await expect.poll(() => server.pid, { timeout: 30_000 }).not.toBe(before)
  expect(await query(server.adminUrl('postgres'), 'SELECT one FROM kept')).toEqual([{ one: 1 }])
})

it('refuses a row that was changed in the files while the server was away (Điều 13.3, D4)', async () => {
  const folder = newFolder()
  const first = await start(folder)
  await query(
    first.adminUrl('postgres'),
    `CREATE TABLE kept AS SELECT n, 'Nguyễn Văn A' AS name FROM generate_series(1, 100) AS n`,
  )
  const [place] = (await query(first.adminUrl('postgres'), `SELECT pg_relation_filepath('kept') AS path`)) as {
    path: string
  }[]
  await first.stop()
  const file = path.join(first.directory, 'data', place?.path ?? '')
  const bytes = readFileSync(file)
  bytes.write('Nguyễn Văn B', bytes.indexOf('Nguyễn Văn A'))
  writeFileSync(file, bytes)

  const second = await start(folder)
  await expect(query(second.adminUrl('postgres'), 'SELECT * FROM kept')).rejects.toThrow(/invalid page in block 0/)
})

it('refuses data of another major version and leaves it alone', async () => {
  const folder = newFolder()
  const server = await start(folder)
  await server.stop()
  writeFileSync(path.join(folder, 'data', 'PG_VERSION'), '13\n')
  await expect(start(folder)).rejects.toThrow('holds data of PostgreSQL 13')
  expect(existsSync(path.join(folder, 'data', 'base'))).toBe(true)
})

it('listens on loopback when the folder is too deep for a socket', async () => {
  const folder = newFolder(`kho-embedded-${'long-'.repeat(16)}`)
  const server = await start(folder)
  expect(new URL(server.adminUrl('postgres')).hostname).toBe('127.0.0.1')
  expect(await query(server.adminUrl('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

it('lets nobody in without the password', async () => {
  const server = await start(newFolder())
  const url = new URL(server.adminUrl('postgres'))
  url.password = 'wrong'
  await expect(query(url.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed')
})
