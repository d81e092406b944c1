import { anchorsOfSigning, listRecordedRoots, verifyJournal, verifyTimeStamps } from '../../journal/index.ts'
import { createLog, systemClock } from '../../platform/index.ts'
import { verifyWarehouse } from '../../warehouse/index.ts'
import { openInstallation } from '../installation.ts'
import { createModules } from '../modules.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'

export const journalVerifyCommand: Command = {
  name: 'journal verify',
  summary: 'Recompute the journal and hold the data against it; exit 1 when anything does not fit',
  usage: '',
  options: {},
  run: async ({ config }) => {
    const log = createLog(config.logLevel)
    const installation = await openInstallation(config, log)
    try {
      const { sessionHours, submissionMaxBytes } = config
      const world = { ...installation, clock: systemClock, log, sessionHours, submissionMaxBytes }
      const { journal, catalogue } = createModules(world)
      await journal.sequencer.seal()
      const db = installation.database.loader
      const log1 = await verifyJournal(installation.database.application)
      const stamps = await verifyTimeStamps(installation.database.application, anchorsOfSigning(journal.signing))
      const roots = await listRecordedRoots(installation.database.application)
      const data = await verifyWarehouse(db, catalogue, roots)
      say(
        `journal    ${String(log1.entries)} entries, ${String(log1.checkpoints)} checkpoints, ${String(log1.unsealed)} waiting`,
      )
      say(`root       ${log1.root}`)
      say(`stamped    ${String(stamps.timeStamps)} time-stamps`)
      say(`warehouse  ${String(data.applies)} applies, ${String(data.leaves)} row changes`)
      const faults = [...log1.faults, ...stamps.faults, ...data.faults]
      for (const { place, reason } of faults) say(`FAULT      ${place}: ${reason}`)
      say(faults.length === 0 ? 'everything fits' : `${String(faults.length)} faults`)
      return faults.length === 0 ? 0 : 1
    } finally {
      await installation.close()
    }
  },
}
