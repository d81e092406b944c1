import { definePermissions } from '../../platform/index.ts'

/** Networks are the administrator's business; who was refused concerns the auditor, too (Điều 13.2). */
export const zonePermissions = definePermissions('access', {
  'network.read': ['administrator', 'auditor'],
  'network.change': ['administrator'],
  'zoneRefusal.read': ['administrator', 'auditor'],
})
