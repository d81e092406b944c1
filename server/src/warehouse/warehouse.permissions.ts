import { definePermissions } from '../platform/index.ts'

/** What a role may try; whether it may do so on a dataset is decided by `access`. */
export const warehousePermissions = definePermissions('warehouse', {
  'submission.submit': ['provider'],
  'submission.read': ['provider', 'consumer', 'coordinator', 'committee', 'auditor'],
  'desk.read': ['provider', 'consumer', 'coordinator', 'committee', 'auditor'],
  'record.read': ['provider', 'consumer', 'coordinator', 'committee', 'auditor'],
})
