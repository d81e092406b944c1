import { listRecordedRoots, verifyJournal } from '../../journal/index.ts'
import { createLog, systemClock } from '../../platform/index.ts'
import { verifyWarehouse } from '../../warehouse/index.ts'
import { openInstallation } from '../installation.ts'
import { createModules } from '../modules.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'
import { standingLine } from './witnessing.ts'

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
      const roots = await listRecordedRoots(installation.database.application)
      const data = await verifyWarehouse(db, catalogue, roots)
      say(
        `journal    ${String(log1.entries)} entries, ${String(log1.checkpoints)} checkpoints, ${String(log1.unsealed)} waiting`,
      )
      say(`root       ${log1.root}`)
      say(`warehouse  ${String(data.applies)} applies, ${String(data.leaves)} row changes`)
      say(`witnesses  ${standingLine(await journal.standing())}`)
      const faults = [...log1.faults, ...data.faults]
      for (const { place, reason } of faults) say(`FAULT      ${place}: ${reason}`)
      say(faults.length === 0 ? 'everything fits' : `${String(faults.length)} faults`)
      return faults.length === 0 ? 0 : 1
    } finally {
      await installation.close()
    }
  },
}
