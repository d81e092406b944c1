import { definePermissions } from '../platform/index.ts'

/** The catalogue is public to read. Providers describe their own datasets, the coordinator any (Điều 10, 15.1). */
export const cataloguePermissions = definePermissions('catalogue', {
  'dataset.register': ['provider', 'coordinator'],
  'dataset.revise': ['provider', 'coordinator'],
  'structure.declare': ['provider', 'coordinator'],
  'document.add': ['provider', 'coordinator'],
  'dataset.retire': ['provider', 'coordinator'],
  // Điều 9: the People's Committee promulgates.
  'version.promulgate': ['committee'],
})
