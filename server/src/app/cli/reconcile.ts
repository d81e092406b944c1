import { setTimeout as sleep } from 'node:timers/promises'
import { reconcile, UnwatchableError } from '../../journal/index.ts'
import type { ReconcilerDeps, Reconciliation } from '../../journal/index.ts'
import { createLog, createPool, reconcilerUrl, shippedMigrations, systemClock } from '../../platform/index.ts'
import { openInstallation } from '../installation.ts'
import { stateFolder } from '../running.ts'
import { createModules } from '../modules.ts'
import { createPositionFile } from '../position-file.ts'
import { stopSignal } from '../shutdown.ts'
import { tableEvents } from '../table-events.ts'
import { note, say, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'

const pauseMilliseconds = 5_000

export const reconcileCommand: Command = {
  name: 'reconcile',
  summary:
    'Hold what the database wrote, by its own write-ahead log, against the journal; exit 1 when anything went past it',
  usage: '[--once]',
  options: { once: { type: 'boolean' } },
  help: [
    'Looks every five seconds until it is stopped, or with --once a single time, from where the last look ended.',
    'Names tables, rows by their keys, position and transaction; the journal gets an entry without keys.',
    'Also tells which guards of the journal do not stand: triggers, functions, rights, roles.',
  ],
  run: runReconciler,
}

async function runReconciler(input: CommandInput): Promise<number> {
  const { config } = input
  const log = createLog(config.logLevel)
  const installation = await openInstallation(config, log)
  const pool = createPool(reconcilerUrl(installation.databaseUrl, installation.secret), 2)
  try {
    const { sessionHours, submissionMaxBytes } = config
    const { journal, world } = createModules({
      ...installation,
      clock: systemClock,
      log,
      sessionHours,
      submissionMaxBytes,
    })
    const deps: ReconcilerDeps = {
      db: pool.db,
      ...{ journal: world.database.application, change: journal.change, shipped: await shippedMigrations() },
      tableEvents,
      positions: createPositionFile(stateFolder(config)),
    }
    const found = await (input.options['once'] === true ? lookOnce(deps) : lookOn(deps))
    await journal.sequencer.seal()
    return found === 0 ? 0 : 1
  } catch (error) {
    if (error instanceof UnwatchableError) throw new UsageError(error.message)
    throw error
  } finally {
    await pool.close()
    await installation.close()
  }
}

async function lookOnce(deps: ReconcilerDeps): Promise<number> {
  const look = await reconcile(deps)
  say(`write-ahead log from ${look.from} to ${look.to}, ${String(look.transactions)} transactions`)
  tell(look)
  say(look.faults.length === 0 ? 'everything fits' : `${String(look.faults.length)} faults`)
  return look.faults.length
}

/** Until it is stopped. What does not stand is told when it is seen first, not at every look. */
async function lookOn(deps: ReconcilerDeps): Promise<number> {
  const ended = new AbortController()
  void stopSignal().then(() => {
    ended.abort()
  })
  let found = 0
  let told = ''
  note('Watching the write-ahead log; Ctrl-C ends it.')
  while (!ended.signal.aborted) {
    const look = await reconcile(deps)
    const now = JSON.stringify(look.faults)
    if (now !== told) tell(look)
    told = now
    found += look.faults.length
    await sleep(pauseMilliseconds, undefined, { signal: ended.signal }).catch(() => undefined)
  }
  return found
}

function tell({ faults }: Reconciliation): void {
  for (const { place, reason } of faults) say(`FAULT      ${place}: ${reason}`)
}
