import { definePermissions } from '../platform/index.ts'

export const accessPermissions = definePermissions('access', {
  // A providing unit sees the incidents of its own files, the others all.
  'incident.read': ['provider', 'coordinator', 'committee', 'auditor'],
  'incident.askRelease': ['coordinator'],
  'incident.release': ['committee'],
  'incident.handle': ['coordinator', 'committee'],
})
