// A browser for the acceptance tests: the system's, or Debian's package when we may install it.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { installPackages, mayInstall } from './debian.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** What a person can do when there is no browser and we cannot get one. */
export const chromiumAdvice = [
  'No Chromium was found. The acceptance tests drive a real browser; get one with',
  '  Debian, Ubuntu:  sudo apt-get install chromium',
  '  Fedora:          sudo dnf install chromium',
  '  macOS:           brew install --cask chromium',
  'or name one: KHO_CHROMIUM=/path/to/chrome npm test',
].join('\n')

/**
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<string | undefined>}
 */
export async function ensureChromium(progress) {
  const found = findChromium()
  if (found !== undefined || !mayInstall()) return found
  await installPackages(progress, 'Chromium', ['chromium'])
  return findChromium()
}

function findChromium() {
  const named = process.env['KHO_CHROMIUM']
  if (named !== undefined) return existsSync(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file))
}
