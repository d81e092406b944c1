import { spawnSync } from 'node:child_process'

const found = spawnSync('openssl', ['version'], { encoding: 'utf8' })

/** Why tests with a verifier that nobody here wrote are left out; undefined where it is there. */
export const withoutOpenssl =
  found.status === 0 ? undefined : 'openssl is not there: install it (Debian: apt-get install openssl)'

/** Runs openssl in a folder; gives whether it was content and what it said. */
export function openssl(folder: string, ...args: readonly string[]): { ok: boolean; text: string } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  return { ok: status === 0, text: `${stdout}${stderr}` }
}
