import {
  anchorsOfSigning,
  findLastChange,
  listFallenGuards,
  listPayloads,
  listRecordedRoots,
  PublishingFailedError,
  systemActor,
  TreeAlteredError,
  verifyCosignatures,
  verifyJournal,
  verifyTimeStamps,
} from '../../journal/index.ts'
import type { VerificationFault } from '../../journal/index.ts'
import { accessEvents, verifyRefusals } from '../../access/index.ts'
import { identityEvents, verifySignatures, verifySignIns } from '../../identity/index.ts'
import { shippedMigrations } from '../../platform/index.ts'
import { verifyStates, verifyWarehouse, warehouseEvents } from '../../warehouse/index.ts'
import type { Modules } from '../modules.ts'
import { allRoutes, idlePortal } from '../routes.ts'
import { note, say } from './command.ts'
import type { Command } from './command.ts'
import { lookAt, withModules } from './with-modules.ts'
import { standingLine } from './witnessing.ts'

export const journalVerifyCommand: Command = {
  name: 'journal verify',
  summary: 'Recompute the journal and hold the data against it; exit 1 when anything does not fit',
  usage: '',
  options: {},
  run: (input) => lookAt(input, verify),
}

async function verify(modules: Modules): Promise<number> {
  const { world, journal, catalogue } = modules
  const unpublished = await sealAndPublish(journal)
  const { application, loader } = world.database
  const log = await verifyJournal(application)
  const signatures = await verifySignatures(application, allRoutes(modules, idlePortal))
  const stamps = await verifyTimeStamps(application, anchorsOfSigning(journal.signing))
  const cosigned = await verifyCosignatures(application, journal.policy)
  const data = await verifyWarehouse(loader, catalogue, await listRecordedRoots(application))
  const digests = await listPayloads(application, warehouseEvents['state.digested'])
  const sealed = await listPayloads(application, identityEvents['signIns.sealed'])
  const instants = { now: world.clock.now(), lastChange: await findLastChange(application) }
  const signIns = await verifySignIns(application, sealed, instants)
  const refused = await listPayloads(application, accessEvents['zoneRefusals.sealed'])
  const refusals = await verifyRefusals(application, refused, instants.now)
  const states = await verifyStates(loader, catalogue, digests)
  say(
    `journal    ${String(log.entries)} entries, ${String(log.checkpoints)} checkpoints, ${String(log.unsealed)} waiting`,
  )
  say(`published  ${String((await journal.sequencer.publication.size()) ?? 0)} entries`)
  say(`root       ${log.root}`)
  say(`signed     ${String(signatures.signed)} acts, by passkeys of who did them`)
  say(`stamped    ${String(stamps.timeStamps)} time-stamps`)
  say(`cosigned   ${String(cosigned.cosignatures)} cosignatures of witnesses`)
  say(`warehouse  ${String(data.applies)} applies, ${String(data.leaves)} row changes`)
  say(`states     ${String(states.digests)} digests`)
  say(`sign-ins   ${String(signIns.rows)} in ${String(signIns.seals)} seals`)
  say(`refusals   ${String(refusals.rows)} in ${String(refusals.seals)} seals`)
  say(`witnesses  ${standingLine(await journal.standing())}`)
  const guards = await listFallenGuards(application, (await shippedMigrations()).text)
  say(`guards     ${guards.length === 0 ? 'all stand' : `${String(guards.length)} do not stand`}`)
  const faults = [log, signatures, stamps, cosigned, data, states, signIns, refusals].flatMap((found) => found.faults)
  return sayFaults([...faults, ...guards, ...unpublished])
}

/** What cannot be sealed or published is verified all the same. */
async function sealAndPublish({ sequencer }: Modules['journal']): Promise<readonly VerificationFault[]> {
  try {
    await sequencer.seal()
    return []
  } catch (error) {
    if (error instanceof PublishingFailedError) return [{ place: 'published log', reason: error.message }]
    if (error instanceof TreeAlteredError) return [{ place: 'stored tree', reason: error.message }]
    throw error
  }
}

export const journalDigestCommand: Command = {
  name: 'journal digest',
  summary: 'Hold what every dataset holds against the journal and record its digest; exit 1 when a row does not fit',
  usage: '',
  options: {},
  help: ['A running server does so by itself once an hour. Rows that do not fit are named by their keys here only.'],
  run: (input) => withModules(input, digest),
}

async function digest({ warehouse }: Modules): Promise<number> {
  const looks = await warehouse.states.look(systemActor('kho journal digest'))
  if (looks === undefined) {
    note('Another process is at it now. Try again in a minute.')
    return 2
  }
  for (const { digest: each, isNew } of looks) {
    const { dataset, apply, standing } = each
    say(
      `${dataset}  apply ${String(apply)}, ${String(standing.rows)} rows, ${standing.root}${isNew ? '' : ' (as recorded)'}`,
    )
  }
  return sayFaults(looks.flatMap(({ faults }) => faults))
}

/** Gives the exit code. */
function sayFaults(faults: readonly VerificationFault[]): number {
  for (const { place, reason } of faults) say(`FAULT      ${place}: ${reason}`)
  say(faults.length === 0 ? 'everything fits' : `${String(faults.length)} faults`)
  return faults.length === 0 ? 0 : 1
}
