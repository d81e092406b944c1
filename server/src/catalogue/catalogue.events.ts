import { defineEvents } from '../journal/index.ts'

export const catalogueEvents = defineEvents('catalogue', {
  'dataset.registered': 'a dataset was registered with the facts its provider proposes',
  'dataset.revised': 'the description or the proposed facts of a dataset changed; nothing in force did',
  'structure.declared':
    'a structure version was declared; the payload holds its fields, its changes and digests of all of it',
  'structure.adopted': 'a pending structure version came into force together with the rows carried into it',
  'structure.abandoned': 'a pending structure version was given up, for its rows could not be carried',
  'version.promulgated': 'a catalogue version was promulgated by an instrument; its rows are digested',
})
