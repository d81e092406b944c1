import { definePermissions } from '../platform/index.ts'

/** Instruments and the calendar are public; the coordinator and the Committee's office register instruments, the coordinator years. */
export const lawPermissions = definePermissions('law', {
  'instrument.register': ['coordinator', 'committee'],
  'calendar.record': ['coordinator'],
})
