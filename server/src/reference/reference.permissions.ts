import { definePermissions } from '../platform/index.ts'

/** Code lists are public; the coordinator keeps them (Điều 15.2). */
export const referencePermissions = definePermissions('reference', {
  'codeList.register': ['coordinator'],
  'codeList.addVersion': ['coordinator'],
})
