import type { Access } from '../../access/index.ts'
import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { warehouseEvents } from '../warehouse.events.ts'
import { profileProblem } from './profile.schema.ts'
import { findProfile, removeProfile, saveProfile } from './profile.store.ts'
import { profileFault } from './profile.ts'
import type { Profile, ProfileInput } from './profile.ts'

export interface ProfileDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly journal: Journal
  readonly clock: Clock
}

/** How the files of datasets are read: remembered by those who deliver them. */
export interface Profiles {
  get(sender: Principal, dataset: string): Promise<Profile | null>
  put(sender: Principal, dataset: string, profile: Profile): Promise<void>
  forget(sender: Principal, dataset: string): Promise<void>
}

/** Throws when what is said names fields the structure does not have, or contradicts itself. */
export function requireUsable(said: ProfileInput, structure: Structure): void {
  const fields = structure.fields.map(({ name }) => name)
  const fault = profileFault(said, fields)
  if (fault) throw profileProblem(fault)
}

/** Remembers a profile within a change; gives nothing back, for what counts is the one a submission carries. */
export async function rememberProfile(
  tx: Tx,
  dataset: { readonly id: string; readonly code: string },
  profile: Profile,
  accountId: string,
): Promise<void> {
  await saveProfile(tx, dataset.id, profile, accountId)
  await tx.record({
    event: warehouseEvents['profile.remembered'],
    subject: { type: 'dataset', id: dataset.id, label: dataset.code },
    payload: { dataset: dataset.code, profile: profileJson(profile) },
  })
}

/** As plain JSON for the journal. */
export function profileJson({ header, columns, ...rest }: Profile) {
  return { ...rest, header: { ...header }, columns: columns?.map((column) => ({ ...column })) ?? null }
}

export function createProfiles({ db, access, catalogue, journal, clock }: ProfileDeps): Profiles {
  const datasetOf = async (sender: Principal, code: string) => {
    await access.authorise(sender, 'submit', code, undefined, clock.now())
    return catalogue.getDataset(code)
  }
  return {
    get: async (sender, code) => (await findProfile(db, (await datasetOf(sender, code)).id)) ?? null,
    put: async (sender, code, profile) => {
      const dataset = await datasetOf(sender, code)
      const structure = await catalogue.currentStructure(dataset.id)
      if (!structure) throw warehouseProblems.structureMissing()
      requireUsable(profile, structure)
      await journal.change(sender, (tx) => rememberProfile(tx, dataset, profile, sender.accountId))
    },
    forget: async (sender, code) => {
      const dataset = await datasetOf(sender, code)
      if ((await findProfile(db, dataset.id)) === undefined) return
      await journal.change(sender, async (tx) => {
        await removeProfile(tx, dataset.id)
        await tx.record({
          event: warehouseEvents['profile.forgotten'],
          subject: { type: 'dataset', id: dataset.id, label: dataset.code },
          payload: { dataset: dataset.code },
        })
      })
    },
  }
}
