import { defineEvents } from '../journal/index.ts'

export const identityEvents = defineEvents('identity', {
  'organisation.registered': 'a unit was registered with its period, parent and identifiers',
  'account.issued': 'an account was issued in a unit with its roles',
  'account.changed': 'roles of an account were given or taken away, or its name was corrected',
  'account.activated': 'the person of an account was there for the first time',
  'account.suspended': 'an account was suspended; its sessions and tokens ended with it',
  'account.resumed': 'a suspended account was resumed',
  'account.closed': 'an account was closed for good; its roles ended with it',
  'accountRequest.requested': 'a unit asked for an account to be issued, changed, resumed or closed',
  'accountRequest.withdrawn': 'a request on an account was taken back by who asked',
  'accountRequest.decided': 'a request on an account was approved or refused',
  'link.issued':
    'a one-time link was issued to an account, to be activated or recovered; the link itself is not recorded',
  'link.used': 'a one-time link was used; what the account signed in with before counts no more',
  'passkey.registered': 'a passkey was added to an account',
  'passkey.renamed': 'a passkey was given another name, which is not recorded',
  'passkey.removed': 'a passkey was removed from an account',
  'password.set': 'the password of an account was set, with an authenticator app or beside the one it has',
  'recovery-codes.made': 'an account was given new recovery codes; those before count no more',
  'recovery-code.used': 'a recovery code was used in place of the authenticator app; it counts no more',
  'token.issued': 'an API token was issued to an account; the token itself is not recorded',
  'token.revoked': 'an API token was revoked',
})
