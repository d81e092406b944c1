import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/** Why a test of a full disk is skipped. */
export const noDisk = 'only root may mount a small disk'

/** A disk of a few megabytes that is gone with the test file; none where this user may not mount one. */
export function smallDisk(megabytes: number, owner?: { uid: number; gid: number }): string | undefined {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-disk-'))
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`]
    execFileSync('mount', [...options, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  if (owner) chownSync(folder, owner.uid, owner.gid)
  afterAll(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}
