export { EmbeddedDatabaseError } from './error.ts'
export { startEmbedded } from './supervisor.ts'
export type { EmbeddedOptions, EmbeddedServer, EmbeddedStep } from './supervisor.ts'
export { processIdentity } from './processes.ts'
