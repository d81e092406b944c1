import { expect, it } from 'vitest'
import { cataloguePermissions } from '../catalogue/index.ts'
import { accessPermissions } from './access.permissions.ts'
import { can, identityPermissions, roles } from '../identity/index.ts'
import { aPrincipal } from '../identity/testing.ts'
import { lawPermissions } from '../law/index.ts'
import { referencePermissions } from '../reference/index.ts'
import { zonePermissions } from './zone/zone.permissions.ts'

/** What each role may do besides what every signed-in account may; data is another matter (`decision.ts`). */
const matrix: Record<string, readonly string[]> = {
  'law.instrument.register': ['coordinator', 'committee'],
  'law.calendar.record': ['coordinator'],
  'identity.act.read': ['coordinator', 'committee', 'auditor'],
  'identity.act.prepare': ['coordinator'],
  'identity.act.confirm': ['coordinator'],
  'identity.focalPoint.assign': ['coordinator'],
  'identity.account.read': ['coordinator', 'auditor', 'administrator'],
  'identity.account.readOwnUnit': roles,
  'identity.account.request': roles,
  'identity.account.requestAnywhere': ['coordinator', 'administrator'],
  'identity.account.decide': ['coordinator'],
  'identity.account.invite': ['coordinator'],
  'identity.account.release': ['coordinator', 'administrator'],
  'identity.client.read': ['provider', 'consumer', 'coordinator', 'auditor'],
  'identity.client.request': ['provider', 'consumer', 'coordinator'],
  'identity.client.register': ['coordinator'],
  'identity.account.suspend': ['coordinator'],
  'identity.review.read': roles,
  'identity.review.answer': roles,
  'identity.review.oversee': ['coordinator', 'auditor'],
  'identity.review.open': ['coordinator'],
  'reference.codeList.register': ['coordinator'],
  'reference.codeList.addVersion': ['coordinator'],
  'catalogue.dataset.register': ['provider', 'coordinator'],
  'catalogue.dataset.revise': ['provider', 'coordinator'],
  'catalogue.structure.declare': ['provider', 'coordinator'],
  'catalogue.document.add': ['provider', 'coordinator'],
  'catalogue.dataset.retire': ['provider', 'coordinator'],
  'catalogue.version.promulgate': ['committee'],
  'access.network.read': ['auditor', 'administrator'],
  'access.network.change': ['administrator'],
  'access.zoneRefusal.read': ['auditor', 'administrator'],
  'access.incident.read': ['provider', 'coordinator', 'committee', 'auditor'],
  'access.incident.askRelease': ['coordinator'],
  'access.incident.release': ['committee'],
  'access.incident.handle': ['coordinator', 'committee'],
  'access.policy.rehearse': ['coordinator', 'committee', 'auditor'],
  'access.policy.propose': ['coordinator'],
  'access.policy.decide': ['committee'],
  'access.purpose.register': ['coordinator'],
  'access.grant.read': ['provider', 'consumer', 'coordinator', 'committee', 'auditor'],
  'access.grant.ask': ['provider', 'consumer'],
  'access.grant.opine': ['provider'],
  'access.grant.check': ['coordinator'],
  'access.grant.decide': ['committee'],
  'access.grant.hold': ['provider', 'consumer', 'coordinator'],
  'access.subjectRequest.handle': ['provider', 'coordinator'],
  'access.impactFile.read': ['provider', 'coordinator', 'auditor'],
  'access.impactFile.write': ['provider'],
  'access.violation.read': ['coordinator', 'committee', 'auditor'],
  'access.violation.handle': ['coordinator', 'committee'],
  'access.violation.decide': ['committee'],
  'access.plantedKey.manage': ['coordinator'],
}
const tables = [
  lawPermissions,
  identityPermissions,
  referencePermissions,
  cataloguePermissions,
  accessPermissions,
  zonePermissions,
]
const permissions = tables.flatMap((table) => Object.values(table))

it('every permission has its row here', () => {
  expect(permissions.map(({ name }) => name).sort()).toEqual(Object.keys(matrix).sort())
})

it.each(roles)('the role %s may do what the matrix says, and nothing else (Điều 7.1, 9)', (role) => {
  const principal = aPrincipal({ roles: [role] })
  for (const permission of permissions) {
    expect(can(principal, permission), permission.name).toBe(matrix[permission.name]?.includes(role))
  }
})
