import { defineEvents } from '../journal/index.ts'

export const referenceEvents = defineEvents('reference', {
  'codeList.registered': 'a code list was registered',
  'codeList.versionAdded': 'a version of a code list was added; the payload holds the digest of its entries',
})
