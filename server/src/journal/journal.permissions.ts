import { definePermissions } from '../platform/index.ts'

/** The journal of changes is open to every signed-in unit; who read what is for oversight only. */
export const journalPermissions = definePermissions('journal', {
  'entry.read': ['provider', 'consumer', 'coordinator', 'committee', 'auditor'],
  'read.read': ['coordinator', 'committee', 'auditor'],
})
