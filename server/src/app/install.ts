import type { PackCodeList } from '../../packs/index.ts'
import type { DatasetInput, FieldInput } from '../catalogue/index.ts'
import type { Actor } from '../journal/index.ts'
import type { Modules } from './modules.ts'

/** A dataset to be registered, with units by their ids. */
export interface DatasetToInstall extends DatasetInput {
  readonly fields: readonly FieldInput[]
  readonly note: string
}

export type Installed = 'new' | 'extended' | 'present'

/**
 * Registers a dataset and declares its structure, unless that is done. A dataset that is there keeps what its provider
 * says of it; fields its structure lacks are added, fields of its own stay.
 */
export async function installDataset(
  { catalogue }: Pick<Modules, 'catalogue'>,
  actor: Actor,
  { fields, note, ...dataset }: DatasetToInstall,
): Promise<Installed> {
  const present = await catalogue.findDataset(dataset.code)
  const { id } = present ?? (await catalogue.registerDataset(actor, dataset))
  const structure = await catalogue.currentStructure(id)
  if (!structure) {
    await catalogue.declareStructure(actor, dataset.code, { fields, note })
    return 'new'
  }
  const known = new Set(structure.fields.map(({ name }) => name))
  const missing = fields.filter(({ name }) => !known.has(name))
  if (missing.length === 0) return 'present'
  await catalogue.declareStructure(actor, dataset.code, { fields: [...structure.fields, ...missing], note })
  return 'extended'
}

/** Registers code lists and the versions they lack; a version rests on its instrument where that is registered. */
export async function installCodeLists(
  { reference, law }: Pick<Modules, 'reference' | 'law'>,
  actor: Actor,
  lists: readonly PackCodeList[],
): Promise<string[]> {
  const added: string[] = []
  const laws = new Map(
    (await law.list({ q: undefined, after: undefined, limit: 1000 })).map((each) => [each.number, each.id]),
  )
  for (const { versions, ...list } of lists) {
    const present = (await reference.findCodeList(list.code)) ?? (await reference.registerCodeList(actor, list))
    for (const { version, validFrom, instrument, csv } of versions) {
      if (present.versions.some((each) => each.version === version)) continue
      const basis = instrument === null ? null : (laws.get(instrument) ?? null)
      await reference.addVersion(actor, list.code, { version, validFrom, instrument: basis, entries: csv })
      added.push(`${list.code} ${version}`)
    }
  }
  return added
}
