import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { IdleLimits } from '../identity/index.ts'
import { createLogKeys, formatVerifier, publishedSigner } from '../journal/index.ts'
import type { LogKeys, NoteSigner, Signing, WitnessPolicy } from '../journal/index.ts'
import {
  createDatabase,
  createFolderBlobStore,
  ensureDatabase,
  migrate,
  newId,
  newSecretToken,
  runtimeUrls,
  startEmbedded,
  systemClock,
} from '../platform/index.ts'
import type { BlobStore, Config, Database, Log, Secret } from '../platform/index.ts'
import { keptOnce } from './kept-once.ts'
import { readOwnPolicy } from './log-policy.ts'
import { announceRunning, findRunning, projectFolder, stateFolder, withdrawRunning } from './running.ts'
import { openSigning } from './signing.ts'

const databaseName = 'khochung'

/** One installation: its database (embedded or named by KHO_DATABASE_URL), its evidence folder and its secret. */
export interface Installation {
  readonly database: Database
  readonly databaseUrl: string
  readonly blobs: BlobStore
  /** Where files lie that come in pieces. */
  readonly uploadFolder: string
  /** Where the log is published as files. */
  readonly logFolder: string
  readonly logKeys: LogKeys
  /** Who must cosign the log; undefined when nobody was named. */
  readonly logPolicy: WitnessPolicy | undefined
  /** How long an entry may wait for its place in the log before no change is taken. */
  readonly sealLimitSeconds: number
  readonly signing: Signing
  readonly idleLimits: IdleLimits
  readonly secret: string
  readonly migrations: readonly string[]
  readonly databaseName: string
  announce(url: string): void
  close(): Promise<void>
}

export type InstallationStep = 'stopping-orphan' | 'creating' | 'starting' | 'recovering' | 'migrating'

/**
 * Opens the installation a configuration names. Beside a running server its database is used; otherwise the embedded
 * one is started and belongs to this process until `close`.
 */
export async function openInstallation(
  config: Config,
  log: Log,
  onProgress: (step: InstallationStep) => void = () => undefined,
): Promise<Installation> {
  const state = stateFolder(config)
  mkdirSync(state, { recursive: true })
  const secret = config.secret?.reveal() ?? keptOnce(path.join(state, 'secret'), newSecretToken)
  const keys = logKeys(config, secret)
  const logPolicy = policyOf(config, (await publishedSigner(logFolder(config), keys)).signer)
  const signing = openSigning(config, { state, secret, origin: keys.first.name })
  const server = await reachServer(config, { state, log, onProgress })
  try {
    onProgress('migrating')
    const migrations = await migrate(server.databaseUrl, secret)
    const database = createDatabase(runtimeUrls(server.databaseUrl, secret), config.databasePoolSize)
    return {
      ...{ database, databaseUrl: server.databaseUrl, secret, migrations, databaseName: server.name },
      blobs: createFolderBlobStore(path.join(state, 'blobs'), () => newId<'blob'>(systemClock.now())),
      uploadFolder: path.join(state, 'uploads'),
      ...{ logFolder: logFolder(config), logKeys: keys, logPolicy },
      sealLimitSeconds: config.sealLimitSeconds,
      signing,
      idleLimits: { minutes: config.sessionIdleMinutes, administrationMinutes: config.administrationIdleMinutes },
      announce: (url) => {
        announceRunning(config, { url, databaseUrl: server.databaseUrl })
      },
      close: async () => {
        await database.close()
        withdrawRunning(config)
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The log an installation publishes, and who signs it; undefined where nothing was installed yet. Needs no database. */
export async function publishedLog(config: Config): Promise<PublishedLog | undefined> {
  const kept = path.join(stateFolder(config), 'secret')
  const secret = config.secret?.reveal() ?? (existsSync(kept) ? readFileSync(kept, 'utf8') : undefined)
  if (secret === undefined) return undefined
  const keys = logKeys(config, secret)
  const { number, signer } = await publishedSigner(logFolder(config), keys)
  const next = keys.after({ number, origin: signer.name, verifier: formatVerifier(signer) })
  return { folder: logFolder(config), signer, next, readPolicy: () => policyOf(config, signer) }
}

export interface PublishedLog {
  readonly folder: string
  readonly signer: NoteSigner
  /** Who would sign its successor; undefined when that key must be given first. */
  readonly next: NoteSigner | undefined
  /** Not before it is asked: the key is wanted where the policy is still to be written. */
  readonly readPolicy: () => WitnessPolicy | undefined
}

function policyOf({ logPolicy }: Config, log: NoteSigner): WitnessPolicy | undefined {
  return logPolicy === undefined ? undefined : readOwnPolicy(path.resolve(projectFolder, logPolicy), log)
}

const logFolder = (config: Config) => path.join(stateFolder(config), 'log')
const seedIn = (key: Secret | undefined) => key && Buffer.from(key.reveal(), 'base64')
const logKeys = ({ logKey, logNextKey, logOrigin }: Config, secret: string) =>
  createLogKeys({ secret, key: seedIn(logKey), nextKey: seedIn(logNextKey), origin: logOrigin })

interface ServerContext {
  readonly state: string
  readonly log: Log
  readonly onProgress: (step: InstallationStep) => void
}

async function reachServer(config: Config, { state, log, onProgress }: ServerContext) {
  const stop = () => Promise.resolve()
  if (config.databaseUrl) return { databaseUrl: config.databaseUrl.reveal(), name: 'KHO_DATABASE_URL', stop }
  const running = findRunning(config)
  if (running) return { databaseUrl: running.databaseUrl, name: 'the running server', stop }
  const embedded = await startEmbedded({ dataDirectory: path.join(state, 'postgres'), log, onProgress })
  await ensureDatabase(embedded.adminUrl('postgres'), databaseName)
  const name = `embedded PostgreSQL ${embedded.version}`
  return { databaseUrl: embedded.adminUrl(databaseName), name, stop: () => embedded.stop() }
}
