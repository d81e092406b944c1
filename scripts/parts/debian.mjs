// Packages of the system that tests need: installed by themselves where we may, otherwise told how to get.
import { existsSync } from 'node:fs'
import { run } from './project.mjs'

/** Whether packages can be installed here without asking anybody. */
export function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {string} what
 * @param {readonly string[]} packages
 */
export async function installPackages(progress, what, packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await progress.during(`Installing ${what} from the system packages (once)`, async (tell) => {
    await run('apt-get', ['update'], { env, onLine: tell })
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, onLine: tell })
  })
}
