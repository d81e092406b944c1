export { nothingPermits } from './annotations.ts'
export { compilePolicies } from './compile.ts'
export { createPolicies } from './policies.service.ts'
export type { Policies } from './policies.service.ts'
export { fieldExtents, rowExtents } from './policy.ts'
export type {
  Extent,
  FieldExtent,
  Judgement,
  Policy,
  PolicyFault,
  PolicyFiles,
  PolicyRequest,
  PolicySet,
  RowExtent,
} from './policy.ts'
export { policyRoutes } from './policy.routes.ts'
export { FilesShape } from './policy.schema.ts'
export { requirePolicies } from './require-policies.ts'
export { PoliciesUnfitError, policySchema, readPolicyFiles, shippedPolicies } from './shipped.ts'
