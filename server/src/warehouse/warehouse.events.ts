import { defineEvents } from '../journal/index.ts'

export const warehouseEvents = defineEvents('warehouse', {
  'submission.received': 'A file was delivered: its digest, size and the structure version it answers to',
  'submission.waiting':
    'A full load would delete more rows than it may without a word: nothing was applied, its sender is asked',
  'submission.confirmed': 'Its sender agreed to the deletions of a waiting submission: how many, and why',
  'submission.declined': 'Its sender gave a waiting submission up; nothing was applied',
  'submission.applied':
    'A submission came into force: balance, values written in another way by field and kind, apply number and the Merkle root over its row changes',
  'submission.rejected': 'A submission was refused for its faults; nothing was applied',
  'profile.remembered': 'How the files of a dataset are read was settled; the payload holds the profile',
  'profile.forgotten': 'How the files of a dataset are read is no longer settled',
  'submission.withdrawn': 'The rows of a submission were put back to what stood before it, by another submission',
  'dataset.configured': 'The settings for loads of a dataset were changed',
  'state.digested':
    'What a dataset holds was held against the journal: apply number, rows, the root over the rows in force and the one that follows from the row leaves',
  'submission.passed': 'The unit that answers for deliveries ended; its successor answers for them since',
  'submission.failed': 'A submission could not be processed; nothing was applied',
})
