export { compileStatement } from './compile.ts'
export { createDatabase, createPool, isConnectionError, isStorageFull } from './database.ts'
export type { BoundStatement } from './batch.ts'
export { AheadError } from './behind.ts'
export { arrayOf, enterContext } from './context.ts'
export type { Context } from './context.ts'
export type {
  Connection,
  Database,
  Db,
  PreparedStatement,
  RolePool,
  RuntimeRole,
  Session,
  Statements,
} from './database.ts'
export { ensureDatabase, migrate, MigrationError, shippedMigrations } from './migrate.ts'
export { openRole, openUrl, reconcilerUrl, runtimeUrls, windowRoles } from './roles.ts'
export { acquireLock, processIdentity, startEmbedded } from './embedded/index.ts'
export type { EmbeddedServer } from './embedded/index.ts'
