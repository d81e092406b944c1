import type { Db } from '../platform/index.ts'
import type { Reference } from '../reference/index.ts'
import type { DatasetKind } from './dataset.ts'
import type { DatasetLookups } from './dataset.lookups.ts'
import type { DeclaredField, FieldType } from './field.ts'
import { isReferable, nameFields } from './structure.evolution.ts'
import type { StructureContext, StructureFault } from './structure.ts'
import { isServerPattern } from './structure.store.ts'

interface Target {
  readonly dataset: string
  readonly field: string
}

interface Deps {
  readonly reference: Reference
  readonly datasets: DatasetLookups
}

/** What the rules need to know of code lists and other datasets. */
export async function namedOutside(
  deps: Deps,
  code: string,
  declared: readonly DeclaredField[],
): Promise<Pick<StructureContext, 'codeLists' | 'referenced' | 'referencedKind'>> {
  const codeLists = new Set<string>()
  const types = new Map<string, FieldType | undefined>()
  // A reference may point into the dataset that is being declared itself.
  const typeOf = (target: Target) =>
    target.dataset === code ? typeIn(declared, target.field) : typeElsewhere(deps, target)
  for (const { codeList, references } of declared) {
    if (codeList !== null && (await deps.reference.findCodeList(codeList))) codeLists.add(codeList)
    if (references !== null) types.set(JSON.stringify(references), await typeOf(references))
  }
  return {
    codeLists,
    referenced: ({ references }) => types.get(JSON.stringify(references)),
    referencedKind: await kindsPointedAt(deps.datasets, declared),
  }
}

/** Kinds of the datasets that fields point at. */
export async function kindsPointedAt(
  datasets: DatasetLookups,
  fields: readonly Pick<DeclaredField, 'references'>[],
): Promise<(field: Pick<DeclaredField, 'references'>) => DatasetKind | undefined> {
  const kinds = new Map<string, DatasetKind | undefined>()
  for (const { references } of fields) {
    if (references !== null) kinds.set(references.dataset, (await datasets.findDataset(references.dataset))?.kind)
  }
  return ({ references }) => (references === null ? undefined : kinds.get(references.dataset))
}

/** The type of a field that can be pointed at. */
function typeIn(fields: readonly DeclaredField[], name: string): FieldType | undefined {
  return isReferable(name, fields) ? fields.find((field) => field.name === name)?.type : undefined
}

async function typeElsewhere({ datasets }: Deps, target: Target): Promise<FieldType | undefined> {
  const dataset = await datasets.findDataset(target.dataset)
  const fields = dataset?.structure?.fields ?? []
  const field = await datasets.resolveField(target.dataset, target.field)
  return field && typeIn(fields, field.name)
}

/** The last word on a pattern is the server's that will run it. Asked outside the change, which an error would end. */
export async function unreadablePatterns(db: Db, declared: readonly DeclaredField[]): Promise<StructureFault[]> {
  const faults: StructureFault[] = []
  for (const { name, pattern } of nameFields(declared, undefined)) {
    if (pattern !== null && !(await isServerPattern(db, pattern))) faults.push({ rule: 'patternForm', field: name })
  }
  return faults
}
