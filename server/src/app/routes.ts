import {
  accessRoutes,
  grantRequestRoutes,
  grantRoutes,
  impactFileRoutes,
  incidentRoutes,
  plantedKeyRoutes,
  purposeRoutes,
  subjectRequestRoutes,
  violationRoutes,
  zoneRoutes,
} from '../access/index.ts'
import { catalogueRoutes, publicDatasetRoutes } from '../catalogue/index.ts'
import { createCookieJar, identityRoutes, principalOf, relyingPartyAt } from '../identity/index.ts'
import type { Portal } from '../identity/index.ts'
import { journalRoutes } from '../journal/index.ts'
import { calendarRoutes, lawRoutes } from '../law/index.ts'
import type { Permission, Route } from '../platform/index.ts'
import { referenceRoutes } from '../reference/index.ts'
import {
  deskRoutes,
  exportRoutes,
  findEntryOfApply,
  orderRoutes,
  profileRoutes,
  quarantineRoutes,
  recordRoutes,
  settingsRoutes,
  submissionRoutes,
  uploadRoutes,
} from '../warehouse/index.ts'
import { authenticateAgain } from './authentication.ts'
import type { Modules } from './modules.ts'

/** For who asks only what operations there are. */
export const idlePortal: Portal = { jar: createCookieJar(true), party: () => relyingPartyAt('https://localhost') }

/** Every operation of the product. */
export function allRoutes(modules: Modules, portal: Portal): Route[] {
  const { world, cursors, journal, law, identity, reference, catalogue, access, warehouse } = modules
  const db = world.database.application
  const routes: Route[] = [
    ...journalRoutes({
      ...{ db, cursors, receipts: journal.receipts, signing: journal.signing, clock: world.clock },
      ...{
        evidence: journal.evidence,
        standing: journal.standing,
        progress: journal.progress,
        keys: journal.keys,
        policy: journal.policy,
      },
      entryOfApply: (dataset, apply) => findEntryOfApply(db, dataset, apply),
      unitOf: (request) => principalOf(request).unitId,
    }),
    ...lawRoutes({ law, cursors, actorOf: principalOf }),
    ...calendarRoutes({ law, cursors, actorOf: principalOf }),
    ...identityRoutes({
      identity,
      cursors,
      permissions: () => permissionsOf(routes),
      routes: () => routes,
      portal,
    }),
    ...referenceRoutes({ reference, cursors }),
    ...catalogueRoutes({ catalogue, cursors }),
    ...publicDatasetRoutes({ db, clock: world.clock }),
    ...accessRoutes({ access, policies: modules.policies, clock: world.clock, cursors, db }),
    ...incidentRoutes({ incidents: modules.incidents, catalogue, cursors }),
    ...zoneRoutes({ zones: modules.zones, cursors }),
    ...purposeRoutes(modules),
    ...grantRequestRoutes({ grantRequests: modules.grantRequests, clock: world.clock }),
    ...grantRoutes({ grants: modules.grants, clock: world.clock }),
    ...subjectRequestRoutes({ subjects: modules.subjects, cursors, clock: world.clock }),
    ...impactFileRoutes(modules),
    ...violationRoutes({ violations: modules.violations, clock: world.clock }),
    ...plantedKeyRoutes(modules),
    ...submissionRoutes({
      ...{ db, catalogue, cursors },
      submissions: warehouse.submissions,
      views: warehouse.views,
      uploads: warehouse.uploads,
      receipts: journal.receipts,
      evidence: journal.evidence,
    }),
    ...profileRoutes({ profiles: warehouse.profiles }),
    ...uploadRoutes(warehouse),
    ...orderRoutes(warehouse),
    ...quarantineRoutes({ ...warehouse, cursors }),
    ...settingsRoutes(warehouse),
    ...deskRoutes({ db, catalogue, access, identity, cursors, clock: world.clock }),
    ...exportRoutes({ exports: warehouse.exports, cursors }),
    ...recordRoutes({
      records: warehouse.records,
      refresh: (request) => authenticateAgain(identity, request),
    }),
  ]
  return routes
}

function permissionsOf(routes: readonly Route[]): Permission[] {
  const byName = new Map(
    routes.flatMap(({ permission }) =>
      typeof permission === 'string' ? [] : [[permission.name, permission] as const],
    ),
  )
  return [...byName.values()]
}
