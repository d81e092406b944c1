import {
  createAccess,
  createDecisionLog,
  createDetection,
  createGrantRequests,
  createGrants,
  createGrantUse,
  createImpactFiles,
  createIncidents,
  createPlantedKeys,
  createPolicies,
  createPurposes,
  createReadingBlocks,
  createSubjectRequests,
  createViolations,
  createZones,
  grantSuccession,
  heedingBlocks,
  incidentSuccession,
  subjectSuccession,
} from '../access/index.ts'
import type { FilesAtLarge, RecordKeys } from '../access/index.ts'
import { catalogueEvents, catalogueSuccession, createCatalogue } from '../catalogue/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import { createIdentity } from '../identity/index.ts'
import type { Addresses, IdleLimits } from '../identity/index.ts'
import { createJournal, createLogKeys, trialSigning } from '../journal/index.ts'
import type { Journal, LogKeys, Signing, WitnessPolicy } from '../journal/index.ts'
import { createLaw } from '../law/index.ts'
import type { Law } from '../law/index.ts'
import { createCursorSeal } from '../platform/index.ts'
import type { BlobStore, Clock, Database, Log, OutsideConfig } from '../platform/index.ts'
import { createReference } from '../reference/index.ts'
import {
  bearsMark,
  createRowCarrier,
  createWarehouse,
  makeDatasetTables,
  warehouseEvents,
  warehouseSuccession,
} from '../warehouse/index.ts'
import type { Warehouse } from '../warehouse/index.ts'

/** The outside world, which tests may replace; everything else is made here. */
export interface World {
  readonly database: Database
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly log: Log
  readonly secret: string
  readonly sessionHours: number
  /** After which minutes sessions end that nobody uses; never unless told. */
  readonly idleLimits?: IdleLimits | undefined
  readonly submissionMaxBytes: number
  /** Where files lie that come in pieces. */
  readonly uploadFolder: string
  /** Where the server is found from outside; known once it listens. */
  readonly addresses?: () => Addresses
  /** Who else may sign people in; nobody unless told. */
  readonly outside?: OutsideConfig | undefined
  /** Where the log is published as files; nowhere when there is none. */
  readonly logFolder?: string
  /** Who signs the log; a key and a name that follow from the secret otherwise. */
  readonly logKeys?: LogKeys
  /** Who must cosign the log; nobody unless told. */
  readonly logPolicy?: WitnessPolicy | undefined
  /** How long an entry may wait for its place in the log before no change is taken. */
  readonly sealLimitSeconds?: number
  /** Who signs receipts and time-stamps; certificates of its own making, kept nowhere, when there is none. */
  readonly signing?: Signing | undefined
}

/** The files that incidents are about lie with the warehouse, which is made after them. */
function filesOf(warehouse: () => Warehouse): FilesAtLarge {
  return {
    read: (incident) => warehouse().files.read(incident),
    remove: (incident) => warehouse().files.remove(incident),
    restore: (incident, facts, plain) => warehouse().files.restore(incident, facts, plain),
    restored: () => {
      warehouse().files.restored()
    },
  }
}

/** What becomes of the things of a unit that ends, module by module. */
const successionEffects = [
  ...[catalogueSuccession, grantSuccession, subjectSuccession, incidentSuccession],
  warehouseSuccession,
]

type Below = Pick<World, 'database' | 'clock' | 'log'> & {
  readonly journal: Journal
  readonly law: Law
  readonly catalogue: Catalogue
}

/** What watches over Điều 6. The warehouse, which names and holds records, knows access only once that is made. */
function createWatching({ database, journal, law, clock, log, catalogue }: Below, recordKeys: () => RecordKeys) {
  const events = { closed: catalogueEvents['dataset.closed'], applied: warehouseEvents['submission.applied'] }
  return {
    violations: createViolations({ database, journal, clock, law }),
    detection: createDetection({ database, journal, clock, log, events }),
    plantedKeys: createPlantedKeys({
      ...{ database, journal, catalogue },
      recordKeys: {
        digestOf: (...key) => recordKeys().digestOf(...key),
        holds: (...key) => recordKeys().holds(...key),
      },
    }),
  }
}

/** Builds the modules in their one order; each gets only what stands below it. */
export function createModules(world: World) {
  const { database, blobs, clock, log, secret } = world
  const cursors = createCursorSeal(secret)
  const keys = world.logKeys ?? createLogKeys({ secret, key: undefined, origin: undefined })
  const journal = createJournal({
    ...{ database, clock, log, secret, logFolder: world.logFolder, policy: world.logPolicy, keys },
    sealLimitSeconds: world.sealLimitSeconds,
    signing: world.signing ?? trialSigning(secret, keys.first.name, clock),
  })
  const law = createLaw({ database, journal, clock })
  const identity = createIdentity({
    ...{ database, journal, clock, log, law, secret },
    ...{ sessionHours: world.sessionHours, idleLimits: world.idleLimits, outside: world.outside },
    ...(world.addresses && { addresses: world.addresses }),
    successionEffects,
  })
  const reference = createReference({ database, journal, clock, law })
  // The carrier knows the catalogue and the worker only once they are made.
  const rowCarrier = createRowCarrier({
    ...{ database, blobs, clock, reads: journal.reads },
    catalogue: () => catalogue,
    onQueued: () => {
      warehouse.worker.kick()
    },
  })
  const catalogue: Catalogue = createCatalogue({
    ...{ database, journal, clock, law, identity, reference, blobs, bearsMark, rowCarrier },
    structureEffect: makeDatasetTables,
  })
  const policies = createPolicies({ database, journal, law })
  const decisions = createDecisionLog(database.application)
  const purposes = createPurposes({ database, journal })
  const grants = createGrants({ database, journal })
  const grantRequests = createGrantRequests({ database, journal, clock, log, law, catalogue })
  const grantUse = createGrantUse(database.application)
  const decided = createAccess({ catalogue, journal, policies, decisions, purposes, grants, grantUse })
  const access = heedingBlocks(decided, { journal, readingBlocks: createReadingBlocks(database.application) })
  const incidents = createIncidents({
    ...{ database, journal, law, clock, log, blobs, secret },
    files: filesOf(() => warehouse),
  })
  const zones = createZones({ database, journal, clock, log })
  const subjects = createSubjectRequests({
    ...{ database, journal, clock, log, law, catalogue },
    // The warehouse, which holds the rows, knows access only once that is made.
    subjectReads: { find: (...question) => warehouse.subjectReads.find(...question) },
  })
  const impacts = createImpactFiles({ database, journal, clock, catalogue })
  const watching = createWatching({ ...world, journal, law, catalogue }, () => warehouse.recordKeys)
  const maxBytes = world.submissionMaxBytes
  const warehouse: Warehouse = createWarehouse({
    ...{ database, journal, catalogue, access, incidents, identity, blobs, cursors, clock, log, secret, maxBytes },
    uploadFolder: world.uploadFolder,
  })
  const granting = { purposes, grantRequests, grants }
  const rights = { policies, access, incidents, zones, subjects, impacts, ...watching, ...granting }
  return { world, cursors, journal, law, identity, reference, catalogue, ...rights, warehouse }
}

export type Modules = ReturnType<typeof createModules>
