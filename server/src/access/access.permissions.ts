import { definePermissions } from '../platform/index.ts'

/** Policies are for every account to read. Điều 15.1: the coordinator prepares; Điều 11.2: the Committee decides. */
export const accessPermissions = definePermissions('access', {
  'policy.rehearse': ['coordinator', 'committee', 'auditor'],
  'policy.propose': ['coordinator'],
  'policy.decide': ['committee'],
  // A providing unit sees the incidents of its own files, the others all.
  'incident.read': ['provider', 'coordinator', 'committee', 'auditor'],
  'incident.askRelease': ['coordinator'],
  'incident.release': ['committee'],
  'incident.handle': ['coordinator', 'committee'],
  'purpose.register': ['coordinator'],
  // A unit sees its own requests and grants and those over its data, the others all.
  'grant.read': ['provider', 'consumer', 'coordinator', 'committee', 'auditor'],
  // Điều 11.2: a unit asks, the provider says what it thinks, the coordinator checks, the Committee decides.
  'grant.ask': ['provider', 'consumer'],
  'grant.opine': ['provider'],
  'grant.check': ['coordinator'],
  'grant.decide': ['committee'],
  'grant.hold': ['provider', 'consumer', 'coordinator'],
  // The coordinator for all data, a providing unit for its own.
  'subjectRequest.handle': ['provider', 'coordinator'],
  'impactFile.read': ['provider', 'coordinator', 'auditor'],
  'impactFile.write': ['provider'],
  // Any account reports a violation and sees what it reported.
  'violation.read': ['coordinator', 'committee', 'auditor'],
  'violation.handle': ['coordinator', 'committee'],
  'violation.decide': ['committee'],
  'plantedKey.manage': ['coordinator'],
})
