import { createLog } from '../../platform/index.ts'
import { openInstallation } from '../installation.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database to the newest schema and make its roles',
  usage: '',
  options: {},
  run: async ({ config }) => {
    const installation = await openInstallation(config, createLog(config.logLevel))
    await installation.close()
    for (const name of installation.migrations) say(`applied ${name}`)
    if (installation.migrations.length === 0) say('nothing to do')
    return 0
  },
}
