import { defineEvents } from '../journal/index.ts'

export const catalogueEvents = defineEvents('catalogue', {
  'dataset.registered': 'a dataset was registered with the facts its provider proposes',
  'dataset.revised': 'the description or the proposed facts of a dataset changed; nothing in force did',
  'structure.declared': 'a structure version was declared; the payload holds its fields and the digest of all of it',
  'version.promulgated': 'a catalogue version was promulgated by an instrument; its rows are digested',
})
