import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createLog, migrate } from '../src/platform/index.ts'
import { startEmbedded } from '../src/platform/db/embedded/index.ts'

/**
 * Writes the schema that the migrations make, as PostgreSQL's own dump program sees it. Arguments: the folder of a
 * PostgreSQL installation's programs, the file to write. What differs from run to run or between minor versions is left out.
 */
const [binDirectory = '', file = ''] = process.argv.slice(2)
const directory = mkdtempSync(path.join(os.tmpdir(), 'kho-schema-'))
const server = await startEmbedded({ dataDirectory: directory, binDirectory, durable: false, log: createLog('error') })
try {
  const url = server.adminUrl('postgres')
  await migrate(url, 'only the schema is looked at')
  const dump = execFileSync(path.join(binDirectory, 'pg_dump'), ['--schema-only', `--dbname=${url}`], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  writeFileSync(file, withoutNoise(dump))
} finally {
  await server.stop()
  rmSync(directory, { recursive: true, force: true })
}

function withoutNoise(dump: string): string {
  const noise = /^(-- Dumped .*|\\(un)?restrict .*|SET .*|SELECT pg_catalog\.set_config.*)$/
  const lines = dump.split('\n').filter((line) => !noise.test(line))
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}
