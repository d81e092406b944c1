import type { Principal } from '../../identity/index.ts'
import type { Database } from '../../platform/index.ts'
import type { Entitlement, EntitlementDeps } from '../record/entitlement.ts'
import { viewOf } from '../record/record-view.ts'
import type { ShownField } from '../record/shown-field.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import type { Export } from './export.ts'

/**
 * What a reader is entitled to now of what an export holds. Throws `warehouse.exportWithdrawn` where that is not all of it: its
 * fields as they are shown in it, and its rows; and what `access` says against reading at all.
 */
export async function rightsNow(
  deps: EntitlementDeps & { readonly database: Database },
  reader: Principal,
  job: Export,
): Promise<Entitlement> {
  const { datasetCode: dataset, purpose, apply, isPast, structureVersion } = job
  const { entitlement } = await viewOf(deps, reader, {
    ...{ dataset, purpose: purpose ?? undefined, structure: structureVersion, channel: 'export' },
    asOf: isPast && apply !== null ? String(apply) : undefined,
  })
  if (!coversFields(entitlement, job) || !coversRows(entitlement, job)) {
    throw warehouseProblems.exportWithdrawn({ dataset })
  }
  return entitlement
}

function coversFields({ fields, grant }: Entitlement, job: Export): boolean {
  const now = new Map(fields.map((field) => [field.name, field]))
  const isSamePurpose = grant?.purpose === job.grant?.purpose
  return job.fields.every((name) => {
    const field = now.get(name)
    return field !== undefined && coversValues(field, job, isSamePurpose)
  })
}

/** Who sees a value itself may have it masked; a pseudonym belongs to its purpose. */
function coversValues({ id, masked }: ShownField, { masks }: Export, isSamePurpose: boolean): boolean {
  if (masked === undefined) return true
  return masked === masks[id] && (masked !== 'pseudonym' || isSamePurpose)
}

/** Whether each of the scopes of now is as wide as one that the file was made under. */
function coversRows({ scopes }: Entitlement, { rowScopes }: Export): boolean {
  return scopes.every((now) =>
    rowScopes.some((then) => then.field === now.field.id && then.values.every((value) => now.values.includes(value))),
  )
}
