import { defineEvents } from '../journal/index.ts'

export const accessEvents = defineEvents('access', {
  'read.refused': 'a unit wanted to read data it may not read; the payload names the reason and the clause',
})
