import { definePermissions } from '../platform/index.ts'

/** Accounts and units are the coordinator's business (Điều 15.3); everybody manages tokens of their own. */
export const identityPermissions = definePermissions('identity', {
  'organisation.register': ['coordinator'],
  'account.read': ['coordinator'],
  'account.issue': ['coordinator'],
  'account.suspend': ['coordinator'],
})
