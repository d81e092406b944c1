import type { Catalogue, Field, Structure } from '../../catalogue/index.ts'
import type { ReferenceTarget } from './checking.store.ts'

/**
 * Resolves the fields that point elsewhere to what they point at. A field that points into its own dataset is held
 * against what the dataset will hold when the load is in force.
 */
export async function resolveReferences(
  catalogue: Catalogue,
  ownCode: string,
  structure: Structure,
): Promise<(fieldId: string) => ReferenceTarget | undefined> {
  const targets = new Map<string, ReferenceTarget>()
  for (const { id, references } of structure.fields) {
    if (references === null) continue
    const isOwn = references.dataset === ownCode
    const field = isOwn
      ? structure.fields.find((each) => each.name === references.field)
      : await catalogue.resolveField(references.dataset, references.field)
    if (field) targets.set(id, { dataset: isOwn ? 'own' : { code: references.dataset }, field })
  }
  return (fieldId) => targets.get(fieldId)
}

/** The same for values that stand in the dataset: what points into their own dataset is held against its rows in force. */
export async function resolveStoredReferences(
  catalogue: Catalogue,
  ownCode: string,
  structure: Structure,
): Promise<(fieldId: string) => ReferenceTarget | undefined> {
  const targetOf = await resolveReferences(catalogue, ownCode, structure)
  return (fieldId) => {
    const target = targetOf(fieldId)
    return target && { ...target, dataset: target.dataset === 'own' ? { code: ownCode } : target.dataset }
  }
}

/** The fields of a structure that point at a field of their own dataset. */
export function ownReferencesOf(ownCode: string, { fields }: Structure): { from: Field; to: Field }[] {
  return fields.flatMap((from) => {
    const to = fields.find(({ name }) => from.references?.dataset === ownCode && name === from.references.field)
    return to ? [{ from, to }] : []
  })
}
