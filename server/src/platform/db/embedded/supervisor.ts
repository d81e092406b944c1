import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../log.ts'
import { prepareBinaries, type Binaries } from './binaries.ts'
import { createCluster, hasCluster, refuseOtherMajor, superuser } from './cluster.ts'
import { EmbeddedDatabaseError } from './error.ts'
import { acquireLock } from './lock.ts'
import { preparePlace, readSecret, type Place } from './place.ts'
import { startPostmaster, StartFailure, stopOrphan, stopPostmaster, type Postmaster } from './postmaster.ts'
import { signal } from './processes.ts'
import { fitsSocket, serverSettings, type ServerAddress } from './settings.ts'

/** What the supervisor is doing, for a line of progress. */
export type EmbeddedStep = 'stopping-orphan' | 'creating' | 'starting' | 'recovering'

export interface EmbeddedOptions {
  /** Folder of this server alone; made when missing. */
  readonly dataDirectory: string
  readonly log: Log
  readonly onProgress?: (step: EmbeddedStep) => void
  /** Programs of another PostgreSQL (`…/bin`) to run instead of the bundled ones. */
  readonly binDirectory?: string
  /** `false` gives up safety against power loss for speed; for databases that live as long as a test run. */
  readonly durable?: boolean
}

export interface EmbeddedServer {
  /** As the server says it, e.g. `18.4`. */
  readonly version: string
  /** Where data, secret and server log lie; differs from what was asked when that could not be reached (root). */
  readonly directory: string
  /** The process that PostgreSQL calls postmaster; changes when it had to be started again. */
  readonly pid: number
  /** Address of one database as superuser, for `pg` and for PostgreSQL's own programs. */
  adminUrl(database: string): string
  stop(): Promise<void>
}

/** Longer than a process whose parent is gone takes to leave. */
const lockPatience = 12_000
const retryLimit = 30_000
/** A server that ends sooner than this after its start is not started again at once. */
const quickEnd = 5_000

const inUse =
  ({ lockFile }: Place) =>
  (pid: string) =>
    new EmbeddedDatabaseError(
      `The database folder is in use by process ${pid} (lock file ${lockFile}). Stop that process first (for example: kill ${pid}), or choose another folder with KHO_STATE_DIRECTORY.`,
    )

/**
 * Starts the private PostgreSQL of one folder, or recovers it: whatever a killed process left behind (an orphan server,
 * a stale lock, half a creation) is cleared first. Only one process at a time can hold a folder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = preparePlace(options.dataDirectory)
  const lock = await acquireLock(place.lockFile, { patience: lockPatience, inUse: inUse(place) })
  try {
    const binaries = prepareBinaries(place, options.binDirectory)
    const secret = readSecret(place)
    if (hasCluster(place)) refuseOtherMajor(place, binaries)
    else {
      options.onProgress?.('creating')
      await createCluster(place, binaries, secret, options.durable ?? true)
    }
    await stopOrphan(place, () => options.onProgress?.('stopping-orphan'))
    options.onProgress?.('starting')
    const address = fitsSocket(place.socketFolder) ? { socketFolder: place.socketFolder } : { port: await freePort() }
    const start = () => startWithPatience(place, binaries, address, options)
    const running = keepRunning(await start(), start, options.log)
    return {
      version: binaries.version,
      directory: place.home,
      get pid() {
        return running.pid()
      },
      adminUrl: (database) => urlOf(address, secret, database),
      stop: async () => {
        await running.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Old backends may still be leaving, so a start that fails for that reason is tried again for a while. */
async function startWithPatience(
  place: Place,
  binaries: Binaries,
  address: ServerAddress,
  { durable = true, onProgress }: EmbeddedOptions,
): Promise<Postmaster> {
  const begin = performance.now()
  for (;;) {
    try {
      return await startPostmaster(place, binaries, serverSettings({ address, durable }), () =>
        onProgress?.('recovering'),
      )
    } catch (error) {
      if (!(error instanceof StartFailure && error.passing) || performance.now() - begin > retryLimit) throw error
      await sleep(200)
    }
  }
}

/**
 * Starts the server again when it ends by itself (the system ran out of memory, somebody killed it), and ends it when
 * this process ends without having stopped it.
 */
function keepRunning(first: Postmaster, start: () => Promise<Postmaster>, log: Log) {
  let current = first
  let restarting = Promise.resolve()
  const stop = new AbortController()
  const endWithUs = () => {
    signal(current.pid, 'SIGINT')
  }
  process.once('exit', endWithUs)
  const restart = async (reason: string, after: number): Promise<void> => {
    if (stop.signal.aborted) return
    log.error({ reason }, 'the embedded database server ended; starting it again')
    if (after < quickEnd) await sleep(quickEnd, undefined, { signal: stop.signal })
    current = await start()
    watch()
  }
  const watch = () => {
    const startedAt = performance.now()
    void current.ended.then((reason) => {
      restarting = restart(reason, performance.now() - startedAt).catch((error: unknown) => {
        if (!stop.signal.aborted) log.fatal({ err: error }, 'the embedded database server cannot be started again')
      })
    })
  }
  watch()
  return {
    pid: () => current.pid,
    stop: async () => {
      stop.abort()
      await restarting
      await stopPostmaster(current.pid)
      process.off('exit', endWithUs)
    },
  }
}

function urlOf(address: ServerAddress, secret: string, database: string): string {
  const name = encodeURIComponent(database)
  const authority = `postgresql://${superuser}:${secret}@localhost`
  // The host of the query wins over `localhost`, which is there because URL parsers ask for a host.
  return 'port' in address
    ? `postgresql://${superuser}:${secret}@127.0.0.1:${String(address.port)}/${name}`
    : `${authority}/${name}?host=${encodeURIComponent(address.socketFolder)}&port=5432`
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
