import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compilePolicies } from './compile.ts'
import type { Compiled } from './compile.ts'
import type { PolicyFault, PolicyFiles, PolicySet } from './policy.ts'

const folder = path.resolve(import.meta.dirname, '../../../policies')

/** What this release tells the policies: every set is held against it. */
export const policySchema = readFileSync(path.join(folder, 'schema.cedarschema'), 'utf8')

/** The texts of the policies in a folder. */
export function readPolicyFiles(directory: string): PolicyFiles {
  const names = readdirSync(directory).filter((name) => name.endsWith('.cedar'))
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(directory, name), 'utf8')]))
}

/** Thrown at the start: whatever else fails, nothing is decided by policies that do not fit. */
export class PoliciesUnfitError extends Error {
  override readonly name = 'PoliciesUnfitError'

  constructor(faults: readonly PolicyFault[]) {
    super(
      faults.map(({ file, policy, en }) => [file, policy, en].filter((part) => part !== null).join(': ')).join('\n'),
    )
  }
}

export function fitting(compiled: Compiled): PolicySet {
  if ('faults' in compiled) throw new PoliciesUnfitError(compiled.faults)
  return compiled.set
}

let shipped: PolicySet | undefined

/** The policies of this release; made when they are first asked for. */
export function shippedPolicies(): PolicySet {
  shipped ??= fitting(compilePolicies(readPolicyFiles(folder), policySchema))
  return shipped
}
