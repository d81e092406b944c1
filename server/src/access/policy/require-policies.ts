import type { FieldFault, Language } from '../../platform/index.ts'
import { accessProblems } from '../access.errors.ts'
import { compilePolicies } from './compile.ts'
import type { PolicyFault, PolicyFiles, PolicySet } from './policy.ts'
import { policySchema } from './shipped.ts'

/** The policy set that some files make; throws `access.policySetUnfit` with every fault. */
export function requirePolicies(files: PolicyFiles, language: Language): PolicySet {
  const compiled = compilePolicies(files, policySchema)
  if ('set' in compiled) return compiled.set
  const errors = compiled.faults.map((fault): FieldFault => ({ field: placeOf(fault), message: fault[language] }))
  throw accessProblems.policySetUnfit({}, { errors })
}

function placeOf({ file, policy }: PolicyFault): string {
  return [file, policy].filter((part) => part !== null).join(' ') || 'files'
}
