import { definePermissions } from '../platform/index.ts'

/** Instruments are public; the coordinator and the Committee's office register them. */
export const lawPermissions = definePermissions('law', {
  'instrument.register': ['coordinator', 'committee'],
})
