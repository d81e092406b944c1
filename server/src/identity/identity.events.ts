import { defineEvents } from '../journal/index.ts'

export const identityEvents = defineEvents('identity', {
  'organisation.registered': 'a unit was registered with its period, parent and identifiers',
  'account.issued': 'an account was issued in a unit with its roles',
  'account.suspended': 'an account was suspended; its sessions and tokens ended with it',
  'token.issued': 'an API token was issued to an account; the token itself is not recorded',
  'token.revoked': 'an API token was revoked',
})
