import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { createLog, systemClock } from '../../platform/index.ts'
import { exportEverything } from '../../warehouse/index.ts'
import { openInstallation } from '../installation.ts'
import { createModules } from '../modules.ts'
import { say, UsageError } from './command.ts'
import type { Command } from './command.ts'

export const exportAllCommand: Command = {
  name: 'export-all',
  summary: 'Write everything the installation holds to an empty folder, in open formats with checksums',
  usage: '<folder>',
  options: {},
  run: async ({ config, args }) => {
    const [folder] = args
    if (folder === undefined) throw new UsageError('Name an empty or new folder.')
    await requireEmpty(folder)
    const log = createLog(config.logLevel)
    const installation = await openInstallation(config, log)
    try {
      const { sessionHours, submissionMaxBytes } = config
      const world = { ...installation, clock: systemClock, log, sessionHours, submissionMaxBytes }
      const { catalogue, incidents, journal } = createModules(world)
      await journal.sequencer.seal()
      const deps = { database: installation.database, blobs: installation.blobs, catalogue, incidents }
      const files = await exportEverything(deps, path.resolve(folder), ({ path: name, bytes }) => {
        say(`${String(bytes).padStart(12)}  ${name}`)
      })
      say(`${String(files.length)} files; compare them with: sha256sum -c SHA256SUMS`)
      return 0
    } finally {
      await installation.close()
    }
  },
}

/** Asked before a database is opened, for it needs no answer from one. */
async function requireEmpty(folder: string): Promise<void> {
  const names = await mkdir(folder, { recursive: true })
    .then(() => readdir(folder))
    .catch((cause: unknown) => {
      throw new UsageError(`${folder} is no folder that can be written to.`, { cause })
    })
  if (names.length > 0) throw new UsageError(`${folder} is not empty. Name an empty or new folder.`)
}
