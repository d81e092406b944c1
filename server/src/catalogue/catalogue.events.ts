import { defineEvents } from '../journal/index.ts'

export const catalogueEvents = defineEvents('catalogue', {
  'dataset.registered': 'a dataset was registered with the facts its provider proposes',
  'dataset.revised': 'the description or the proposed facts of a dataset changed; nothing in force did',
  'dataset.passed': 'units that a dataset names ended; their successors provide it or may read it since',
  'dataset.closed': 'a dataset takes no more deliveries, by an instrument and for a reason',
  'dataset.archived':
    'a closed dataset is read by its provider and by auditors only, by an instrument and for a reason',
  'dataset.reopened': 'a closed dataset takes deliveries again, by another instrument',
  'document.added': 'a technical document was added to a dataset; the payload names its file by digest',
  'structure.declared':
    'a structure version was declared; the payload holds its fields, its changes and digests of all of it',
  'structure.adopted': 'a pending structure version came into force together with the rows carried into it',
  'structure.abandoned': 'a pending structure version was given up, for its rows could not be carried',
  'version.promulgated': 'a catalogue version was promulgated by an instrument; its rows are digested',
})
