import { defineEvents } from '../journal/index.ts'

export const identityEvents = defineEvents('identity', {
  'organisation.registered': 'a unit was registered with its period, parent and identifiers',
  'account.issued': 'an account was issued in a unit with its roles',
  'account.changed': 'roles of an account were given or taken away, or its name was corrected',
  'account.suspended': 'an account was suspended; its sessions and tokens ended with it',
  'account.resumed': 'a suspended account was resumed',
  'account.closed': 'an account was closed for good; its roles ended with it',
  'accountRequest.requested': 'a unit asked for an account to be issued, changed, resumed or closed',
  'accountRequest.withdrawn': 'a request on an account was taken back by who asked',
  'accountRequest.decided': 'a request on an account was approved or refused',
  'token.issued': 'an API token was issued to an account; the token itself is not recorded',
  'token.revoked': 'an API token was revoked',
})
