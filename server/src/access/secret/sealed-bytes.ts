import type { Readable } from 'node:stream'
import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { systemActor } from '../../journal/index.ts'
import type { Database, Db, Log } from '../../platform/index.ts'
import type { FileFacts } from './file-facts.ts'
import { recordIncident } from './incident.recording.ts'
import type { Incident } from './incident.ts'
import {
  deleteKey,
  findIncident,
  findKey,
  findSealedTwin,
  insertAct,
  listKeys,
  listPending,
  saveRestored,
  saveSealed,
  tryLockBytes,
  unlockBytes,
} from './incident.store.ts'
import type { Vault } from './vault.ts'

/** The files that incidents are about, where they lie outside the seal; filled by `app` from the module that holds them. */
export interface FilesAtLarge {
  /** The plain bytes, while there are any. */
  read(incident: Incident): Promise<Readable | undefined>
  /** Takes the plain bytes away for good. */
  remove(incident: Incident): Promise<void>
  /**
   * Puts a released file back where it goes on; gives what is written in the change that records it.
   * @param facts what was told of the file when it was sealed
   */
  restore(incident: Incident, facts: FileFacts, plain: Readable): Promise<(tx: Tx) => Promise<void>>
  /** Told when files are back. */
  restored(): void
}

export interface SealedBytesDeps {
  readonly database: Database
  readonly journal: Journal
  readonly log: Log
  readonly vault: Vault
  readonly files: FilesAtLarge
}

export interface SealedBytes {
  /**
   * Seals what is found and gives back what is released, wherever a process died before; a failure is logged and the rest
   * goes on. Any number of processes may call it.
   */
  keep(): Promise<void>
  /** The same for one incident. */
  keepOne(incident: Incident): Promise<void>
  /** Removes sealed files whose key is gone: what was handled, and what died half-written. */
  sweep(): Promise<void>
}

export function createSealedBytes(deps: SealedBytesDeps): SealedBytes {
  const { database, log, vault } = deps
  const db = database.application
  const keepOne = (incident: Incident) =>
    moveBytes(deps, incident).catch((error: unknown) => {
      log.error(
        { err: error, incident: incident.id },
        'access: a file could not be sealed or given back; it is tried again',
      )
    })
  return {
    keepOne,
    keep: async () => {
      for (const incident of await listPending(db)) await keepOne(incident)
    },
    sweep: async () => {
      const kept = await listKeys(db)
      for (const name of await vault.names()) if (!kept.has(name)) await vault.remove(name)
    },
  }
}

/** Under a lock that dies with its connection; whoever holds it looks once more at what is to be done. */
async function moveBytes(deps: SealedBytesDeps, { id }: Incident): Promise<void> {
  await deps.database.application.withSession(async (session) => {
    if (!(await tryLockBytes(session, id))) return
    try {
      const incident = await findIncident(session, id)
      if (incident?.state === 'released') await giveBack(deps, session, incident)
      else if (incident && incident.state !== 'handled') await seal(deps, session, incident)
    } finally {
      await unlockBytes(session, id).catch(() => undefined)
    }
  })
}

/** Safe to die anywhere: the plain bytes go only when the sealed ones are whole on disk, and only then it is said. */
async function seal({ journal, vault, files }: SealedBytesDeps, db: Db, incident: Incident): Promise<void> {
  const { id } = incident
  const key = await findKey(db, id)
  if (!key || incident.sealedAt !== null) return
  if (!(await vault.has(id))) {
    const plain = (await files.read(incident)) ?? (await openTwin(vault, db, incident))
    if (plain) await vault.seal(id, key.wrappedKey, plain)
  }
  await files.remove(incident)
  const isKept = await vault.has(id)
  await record(journal, incident, 'sealed', async (tx) => {
    await saveSealed(tx, id)
    if (!isKept) await deleteKey(tx, id)
  })
}

/** The same bytes, when they are under another incident's seal already. */
async function openTwin(vault: Vault, db: Db, incident: Incident): Promise<Readable | undefined> {
  const twin = await findSealedTwin(db, incident)
  const key = twin && (await findKey(db, twin))
  return twin && key && (await vault.has(twin)) ? vault.open(twin, key.wrappedKey) : undefined
}

async function giveBack(deps: SealedBytesDeps, db: Db, incident: Incident): Promise<void> {
  const { journal, vault, files } = deps
  const { id } = incident
  const key = await findKey(db, id)
  if (!key || incident.restoredAt !== null) return
  const facts = vault.openFacts(id, key.wrappedKey, key.facts)
  const goOn = await files.restore(incident, facts, vault.open(id, key.wrappedKey))
  await record(journal, incident, 'restored', async (tx) => {
    await goOn(tx)
    await saveRestored(tx, id)
    await deleteKey(tx, id)
  })
  await vault.remove(id)
  files.restored()
}

/** The machine's own steps stand in the timeline beside those of persons. */
async function record(
  journal: Journal,
  incident: Incident,
  act: 'sealed' | 'restored',
  write: (tx: Tx) => Promise<void>,
): Promise<void> {
  const by: Actor = systemActor('access')
  await journal.change(by, async (tx) => {
    await write(tx)
    await insertAct(tx, incident.id, { act, by })
    await recordIncident(tx, incident, `incident.${act}`)
  })
}
