import type { Catalogue, Field, Structure } from '../../catalogue/index.ts'
import { isWholeKey } from '../storage/columns.sql.ts'

/** A field that points at a field of another dataset, by columns. */
export interface Pointer {
  readonly datasetId: string
  readonly datasetCode: string
  readonly fieldId: string
  readonly targetId: string
  readonly targetCode: string
  readonly targetFieldId: string
  /** Where the values pointed at are looked up: a text that is the whole key has its index as `_key`. */
  readonly targetColumn: string
}

interface Own {
  readonly datasetId: string
  readonly datasetCode: string
}

/**
 * The pointers out of a dataset under a structure, and those of others into it. Two fields of different types cannot be
 * compared; while a structure changes there may be such, and they are left out. Always in the same order, so that loads of
 * datasets that point at each other wait for one another, never both.
 */
export async function pointersOf(catalogue: Catalogue, own: Own, structure: Structure): Promise<Pointer[]> {
  const pointers = [...(await outward(catalogue, own, structure)), ...(await inward(catalogue, own, structure))]
  const place = ({ datasetId, fieldId }: Pointer) => `${datasetId} ${fieldId}`
  return pointers.sort((left, right) => (place(left) < place(right) ? -1 : 1))
}

async function outward(catalogue: Catalogue, own: Own, structure: Structure): Promise<Pointer[]> {
  const pointers: Pointer[] = []
  for (const { id: fieldId, type, references } of structure.fields) {
    if (references === null || references.dataset === own.datasetCode) continue
    const target = await catalogue.findDataset(references.dataset)
    const field = await catalogue.resolveField(references.dataset, references.field)
    if (target?.structure && field?.type === type) {
      const { datasetId, datasetCode } = own
      pointers.push({ datasetId, datasetCode, fieldId, ...targetOf(target, target.structure, field) })
    }
  }
  return pointers
}

async function inward(catalogue: Catalogue, own: Own, structure: Structure): Promise<Pointer[]> {
  const pointers: Pointer[] = []
  for (const { datasetId, datasetCode, fieldId, type, targetField } of await catalogue.listReferencesInto(
    own.datasetCode,
  )) {
    // A pending structure knows its new names only; a field renamed earlier goes by its old ones, too.
    const id = (await catalogue.resolveField(own.datasetCode, targetField))?.id
    const { fields } = structure
    const field = fields.find(({ name }) => name === targetField) ?? fields.find((each) => each.id === id)
    if (field?.type !== type) continue
    const target = targetOf({ id: own.datasetId, code: own.datasetCode }, structure, field)
    pointers.push({ datasetId, datasetCode, fieldId, ...target })
  }
  return pointers
}

function targetOf(
  dataset: { readonly id: string; readonly code: string },
  structure: Structure,
  field: Field,
): Pick<Pointer, 'targetId' | 'targetCode' | 'targetFieldId' | 'targetColumn'> {
  const targetColumn = field.type === 'text' && isWholeKey(structure, field) ? '_key' : field.id
  return { targetId: dataset.id, targetCode: dataset.code, targetFieldId: field.id, targetColumn }
}
