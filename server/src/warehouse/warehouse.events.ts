import { defineEvents } from '../journal/index.ts'

export const warehouseEvents = defineEvents('warehouse', {
  'submission.received': 'A file was delivered: its digest, size and the structure version it answers to',
  'submission.applied': 'A submission came into force: balance, apply number and the Merkle root over its row changes',
  'submission.rejected': 'A submission was refused for its faults; nothing was applied',
  'profile.remembered': 'How the files of a dataset are read was settled; the payload holds the profile',
  'profile.forgotten': 'How the files of a dataset are read is no longer settled',
  'submission.failed': 'A submission could not be processed; nothing was applied',
})
