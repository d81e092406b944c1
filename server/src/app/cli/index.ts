import { accountIssueCommand } from './account.ts'
import type { Command } from './command.ts'
import { exportAllCommand } from './export-all.ts'
import { createGenCommand } from './gen.ts'
import { faultsCompareCommand, generateCommand } from './generate.ts'
import { journalVerifyCommand } from './journal.ts'
import { migrateCommand } from './migrate.ts'
import { logKeyCommand, logVerifyCommand } from './log.ts'
import { proofVerifyCommand } from './proof.ts'
import { packInstallCommand, packListCommand, packShowCommand } from './pack.ts'
import { recipeInstallCommand, recipeListCommand, recipeRunCommand } from './recipe.ts'
import { serveCommand, startCommand } from './start.ts'
import { submitCommand } from './submit.ts'
import { tourCommand } from './tour.ts'
import { verifyCommand } from './verify.ts'

/** Every command, in the order a newcomer meets them. */
export const commands: readonly Command[] = [
  startCommand,
  tourCommand,
  submitCommand,
  packListCommand,
  packShowCommand,
  packInstallCommand,
  generateCommand,
  faultsCompareCommand,
  recipeListCommand,
  recipeInstallCommand,
  recipeRunCommand,
  verifyCommand,
  journalVerifyCommand,
  logVerifyCommand,
  logKeyCommand,
  proofVerifyCommand,
  exportAllCommand,
  serveCommand,
  migrateCommand,
  accountIssueCommand,
  createGenCommand(() => commands),
]
