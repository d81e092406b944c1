import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createDatabase, createLog, migrate, runtimeUrls } from '../src/platform/index.ts'
import { startEmbedded } from '../src/platform/db/embedded/index.ts'
import { cloneDatabase, furnishedName, templateName, type TestServer } from './database.ts'
import { furnishDatabase, type Furnished } from './warehouse/open-warehouse.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: TestServer
    readonly furnished: Furnished
  }
}

/** Debian's packages put each major version in a folder of its own. */
const debianBin = (major: string) => `/usr/lib/postgresql/${major}/bin`

/** One server for the whole run, with a migrated database and a furnished one that every test file's own is cloned from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'kho-test-'))
  const major = process.env['KHO_TEST_POSTGRES']
  const server = await startEmbedded({
    dataDirectory: directory,
    log: createLog('error'),
    durable: false,
    ...(major === undefined ? {} : { binDirectory: debianBin(major) }),
  })
  const stop = async () => {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    const postgres: TestServer = {
      adminUrl: server.adminUrl('postgres'),
      secret: 'a secret for tests only, and long enough for a start',
    }
    await createTemplate(postgres.adminUrl)
    await migrate(server.adminUrl(templateName), postgres.secret)
    project.provide('postgres', postgres)
    await cloneDatabase(postgres.adminUrl, templateName, furnishedName)
    project.provide('furnished', await furnish(server.adminUrl(furnishedName), postgres.secret))
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

async function furnish(adminUrl: string, secret: string): Promise<Furnished> {
  const database = createDatabase(runtimeUrls(adminUrl, secret), 4)
  try {
    return await furnishDatabase(database, secret)
  } finally {
    await database.close()
  }
}

async function createTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${templateName}`)
  await client.end()
}
