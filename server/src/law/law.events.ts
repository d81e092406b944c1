import { defineEvents } from '../journal/index.ts'

export const lawEvents = defineEvents('law', {
  'instrument.registered': 'a legal instrument was registered with its number, signer, days in force and file digest',
  'calendar.recorded':
    'the holidays and swapped working days of a year were recorded by an instrument, before and after',
})
