export { csvLine, guard, unguard } from './csv.ts'
export { createFolderBlobStore, fileSource } from './blobs/blob-store.ts'
export type { BlobStore, ByteSource, StoredBlob } from './blobs/blob-store.ts'
export { syncPath, writeWhole } from './blobs/write-file.ts'
export type { Replacing } from './blobs/write-file.ts'
export type { TemporaryFiles } from './blobs/temporary-files.ts'
export { readBounded } from './bounded-answer.ts'
export { fixedClock, localDay, startOfDay, systemClock, writtenDay, writtenInstant } from './clock.ts'
export type { Clock } from './clock.ts'
export { ConfigError, readConfig, settings } from './config.ts'
export type { Config, OutsideConfig } from './config.ts'
export type { TlsConfig } from './tls-config.ts'
export { Secret } from './secret.ts'
export { auditPath, rootFrom } from './crypto/audit-path.ts'
export { canonicalJson } from './crypto/canonical-json.ts'
export type { Json } from './crypto/canonical-json.ts'
export { createCursorSeal } from './crypto/cursor.ts'
export type { CursorSeal } from './crypto/cursor.ts'
export { digestOf, keyedDigest, sameSecret, sha256 } from './crypto/digest.ts'
export { pseudonymKey } from './crypto/pseudonym.ts'
export { emptyFrontier, isFrontierOf, joinHashes, leafHash, MerkleTree } from './crypto/merkle.ts'
export type { Frontier } from './crypto/merkle.ts'
export {
  acquireLock,
  AheadError,
  arrayOf,
  compileStatement,
  createDatabase,
  createPool,
  ensureDatabase,
  enterContext,
  isConnectionError,
  isStorageFull,
  migrate,
  MigrationError,
  openRole,
  openUrl,
  processIdentity,
  reconcilerUrl,
  runtimeUrls,
  shippedMigrations,
  startEmbedded,
  windowRoles,
} from './db/index.ts'
export type {
  BoundStatement,
  Connection,
  Context,
  Database,
  Db,
  EmbeddedServer,
  PreparedStatement,
  RolePool,
  RuntimeRole,
  Session,
  Statements,
} from './db/index.ts'
export { defineProblems, ProblemError, problemType } from './errors.ts'
export type { FieldFault, Language, ProblemParams } from './errors.ts'
export {
  createCallerReader,
  DayShape,
  definePermissions,
  IdShape,
  InstantShape,
  noProxy,
  Nullable,
  PageOf,
  PageQuery,
  preferredLanguage,
  problemBody,
  ProblemShape,
  route,
  sendDocument,
  statusOf,
  zones,
} from './http/index.ts'
export type {
  Caller,
  CallerDoubt,
  Permission,
  ProblemBody,
  ProxyTrust,
  Route,
  RouteSchema,
  Zone,
} from './http/index.ts'
export { firstIdAt, newId, newSalt, newSecretToken } from './ids.ts'
export type { Id } from './ids.ts'
export { createGathering } from './gathering.ts'
export { createKeeper } from './keeper.ts'
export type { Duty, Keeper } from './keeper.ts'
export { createLog } from './log.ts'
export type { Log } from './log.ts'
export { isLoopback, isNetwork, networkCheck, ownNetworks } from './network.ts'
export { officeDocument } from './office-document.ts'
export type { DocumentPart } from './office-document.ts'
export { platformProblems } from './problems.ts'
export { fold } from './vietnamese/fold.ts'
