import { accountIssueCommand } from './account.ts'
import type { Command } from './command.ts'
import { loginCommand, logoutCommand } from './login.ts'
import { rotateKeysCommand } from './openid.ts'
import { exportAllCommand } from './export-all.ts'
import { networkAddCommand, networkListCommand, networkRemoveCommand, openAddressCommand } from './network.ts'
import { createGenCommand } from './gen.ts'
import { faultsCompareCommand, generateCommand } from './generate.ts'
import { journalAskedCommand } from './asked.ts'
import { journalDigestCommand, journalVerifyCommand } from './journal.ts'
import { migrateCommand } from './migrate.ts'
import { logExportCommand, logProofCommand } from './log-copy.ts'
import { logCloseCommand, logKeyCommand, logVerifyCommand, logWitnessesCommand } from './log.ts'
import { policyCheckCommand, policyRehearseCommand } from './policy.ts'
import { proofVerifyCommand } from './proof.ts'
import { packInstallCommand, packListCommand, packShowCommand } from './pack.ts'
import { reconcileCommand } from './reconcile.ts'
import { recipeInstallCommand, recipeListCommand, recipeRunCommand } from './recipe.ts'
import { serveCommand, startCommand } from './start.ts'
import { submitCommand } from './submit.ts'
import { tourCommand } from './tour.ts'
import { verifyCommand } from './verify.ts'
import { witnessCommand } from './witness.ts'

/** Every command, in the order a newcomer meets them. */
export const commands: readonly Command[] = [
  startCommand,
  tourCommand,
  loginCommand,
  logoutCommand,
  submitCommand,
  packListCommand,
  packShowCommand,
  packInstallCommand,
  generateCommand,
  faultsCompareCommand,
  recipeListCommand,
  recipeInstallCommand,
  recipeRunCommand,
  policyCheckCommand,
  policyRehearseCommand,
  verifyCommand,
  journalVerifyCommand,
  journalDigestCommand,
  journalAskedCommand,
  reconcileCommand,
  logVerifyCommand,
  logProofCommand,
  logExportCommand,
  logKeyCommand,
  logCloseCommand,
  logWitnessesCommand,
  witnessCommand,
  proofVerifyCommand,
  exportAllCommand,
  serveCommand,
  migrateCommand,
  accountIssueCommand,
  networkListCommand,
  networkAddCommand,
  networkRemoveCommand,
  openAddressCommand,
  rotateKeysCommand,
  createGenCommand(() => commands),
]
