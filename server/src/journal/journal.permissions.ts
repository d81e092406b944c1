import { definePermissions } from '../platform/index.ts'

/** The journal of changes is open to every signed-in unit; who read what is for oversight, and for each unit what it read itself. */
export const journalPermissions = definePermissions('journal', {
  'entry.read': ['provider', 'consumer', 'coordinator', 'committee', 'auditor', 'administrator'],
  'read.read': ['coordinator', 'committee', 'auditor'],
  'read.readOwn': ['provider', 'consumer', 'coordinator', 'committee', 'auditor', 'administrator'],
})
