// Go and its packages for transparency logs: the verifier of our log that nobody here wrote.
import { existsSync } from 'node:fs'
import { installPackages, mayInstall } from './debian.mjs'

const needed = ['/usr/bin/go', '/usr/share/gocode/src/golang.org/x/mod/sumdb']

/** Its tests say what is missing where this cannot get it. @param {import('./progress.mjs').Progress} progress */
export async function ensureForeignVerifier(progress) {
  if (needed.every((place) => existsSync(place)) || !mayInstall()) return
  try {
    await installPackages(progress, 'Go', ['golang-go', 'golang-golang-x-mod-dev'])
  } catch (error) {
    console.log(`Go could not be installed; its tests are skipped: ${String(error)}`)
  }
}
