import type { Command } from './command.ts'

/**
 * Every command by its words, in the order a newcomer meets them. Each is loaded when it is called for: nobody waits for
 * what another command needs.
 */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand,
  tour: async () => (await import('./tour.ts')).tourCommand,
  login: async () => (await import('./login.ts')).loginCommand,
  logout: async () => (await import('./login.ts')).logoutCommand,
  submit: async () => (await import('./submit.ts')).submitCommand,
  'pack list': async () => (await import('./pack.ts')).packListCommand,
  'pack show': async () => (await import('./pack.ts')).packShowCommand,
  'pack install': async () => (await import('./pack.ts')).packInstallCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
  'faults compare': async () => (await import('./generate.ts')).faultsCompareCommand,
  'recipe list': async () => (await import('./recipe.ts')).recipeListCommand,
  'recipe install': async () => (await import('./recipe.ts')).recipeInstallCommand,
  'recipe run': async () => (await import('./recipe.ts')).recipeRunCommand,
  'policy check': async () => (await import('./policy.ts')).policyCheckCommand,
  'policy rehearse': async () => (await import('./policy.ts')).policyRehearseCommand,
  'violation detect': async () => (await import('./violation.ts')).violationDetectCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  'journal verify': async () => (await import('./journal.ts')).journalVerifyCommand,
  'journal digest': async () => (await import('./journal.ts')).journalDigestCommand,
  'journal asked': async () => (await import('./asked.ts')).journalAskedCommand,
  reconcile: async () => (await import('./reconcile.ts')).reconcileCommand,
  'log verify': async () => (await import('./log.ts')).logVerifyCommand,
  'log proof': async () => (await import('./log-copy.ts')).logProofCommand,
  'log export': async () => (await import('./log-copy.ts')).logExportCommand,
  'log key': async () => (await import('./log.ts')).logKeyCommand,
  'log close': async () => (await import('./log.ts')).logCloseCommand,
  'log witnesses': async () => (await import('./log.ts')).logWitnessesCommand,
  witness: async () => (await import('./witness.ts')).witnessCommand,
  'proof verify': async () => (await import('./proof.ts')).proofVerifyCommand,
  'export-all': async () => (await import('./export-all.ts')).exportAllCommand,
  serve: async () => (await import('./start.ts')).serveCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  'account issue': async () => (await import('./account.ts')).accountIssueCommand,
  'network list': async () => (await import('./network.ts')).networkListCommand,
  'network add': async () => (await import('./network.ts')).networkAddCommand,
  'network remove': async () => (await import('./network.ts')).networkRemoveCommand,
  'open address': async () => (await import('./network.ts')).openAddressCommand,
  'openid rotate-keys': async () => (await import('./openid.ts')).rotateKeysCommand,
  gen: async () => (await import('./gen.ts')).createGenCommand(allCommands),
}

/** The command that some words begin with; undefined when none is called so. */
export async function findCommand(words: readonly string[]): Promise<Command | undefined> {
  const found = Object.entries(commands).find(([name]) => name.split(' ').every((word, at) => words[at] === word))
  return await found?.[1]()
}

export function allCommands(): Promise<Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()))
}
