import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** A file that is made once: written aside, then linked, so two first starts agree and none ever reads half of it. */
export function keptOnce(file: string, make: () => string): string {
  if (!existsSync(file)) {
    const aside = `${file}.${String(process.pid)}`
    writeFileSync(aside, make(), { mode: 0o600 })
    try {
      linkSync(aside, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    } finally {
      rmSync(aside, { force: true })
    }
  }
  return readFileSync(file, 'utf8')
}
