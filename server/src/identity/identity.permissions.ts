import { definePermissions } from '../platform/index.ts'

const everyRole = ['provider', 'consumer', 'coordinator', 'committee', 'auditor', 'administrator']

/** Accounts and units are the coordinator's business (Điều 15.3); everybody manages tokens of their own. */
export const identityPermissions = definePermissions('identity', {
  'act.read': ['coordinator', 'committee', 'auditor'],
  'act.prepare': ['coordinator'],
  'act.confirm': ['coordinator'],
  'focalPoint.assign': ['coordinator'],
  'account.read': ['coordinator', 'auditor', 'administrator'],
  'account.readOwnUnit': everyRole,
  'account.request': everyRole,
  // On paper from a unit that has no account yet; the administrator asks, the coordinator decides.
  'account.requestAnywhere': ['coordinator', 'administrator'],
  'account.decide': ['coordinator'],
  'account.suspend': ['coordinator'],
  'account.invite': ['coordinator'],
  // Links to accounts with guarded roles take two people.
  'account.release': ['coordinator', 'administrator'],
  'client.read': ['provider', 'consumer', 'coordinator', 'auditor'],
  'client.request': ['provider', 'consumer', 'coordinator'],
  'client.register': ['coordinator'],
  'review.read': everyRole,
  // Which unit somebody answers for is decided by the service: its focal points, and the coordinator for all.
  'review.answer': everyRole,
  'review.oversee': ['coordinator', 'auditor'],
  'review.open': ['coordinator'],
})
