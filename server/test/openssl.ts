import { spawnSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const found = spawnSync('openssl', ['version'], { encoding: 'utf8' })

/** Why tests with a verifier that nobody here wrote are left out; undefined where it is there. */
export const withoutOpenssl =
  found.status === 0 ? undefined : 'openssl is not there: install it (Debian: apt-get install openssl)'

/** Runs openssl in a folder; gives whether it was content and what it said. */
export function openssl(folder: string, ...args: readonly string[]): { ok: boolean; text: string } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  return { ok: status === 0, text: `${stdout}${stderr}` }
}

/** A certificate by itself, made by openssl with these extensions; it begins at the time of the machine, so what it signs is of later. */
export function ownCertificate(
  folder: string,
  subject: string,
  extensions: readonly string[],
): { readonly key: KeyObject; readonly chain: readonly X509Certificate[] } {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'own.key']
  const added = extensions.flatMap((each) => ['-addext', each])
  const made = openssl(
    folder,
    ...['req', '-x509', ...key, '-out', 'own.pem', '-days', '36500', '-utf8', '-subj', subject, ...added],
  )
  if (!made.ok) throw new Error(made.text)
  const read = (name: string) => readFileSync(path.join(folder, name))
  return { key: createPrivateKey(read('own.key')), chain: [new X509Certificate(read('own.pem'))] }
}
