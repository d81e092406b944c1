import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectFolder } from '../running.ts'
import { referencePages } from '../reference-pages.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'

/** @param commands every command there is; asked for when the pages are made, since this one is among them */
export const createGenCommand = (commands: () => Promise<readonly Command[]>): Command => ({
  name: 'gen',
  summary: 'Write what is made from code: openapi.json and docs/reference',
  usage: '',
  options: { into: { type: 'string' } },
  run: async ({ options }) => {
    const folder = typeof options['into'] === 'string' ? path.resolve(options['into']) : projectFolder
    for (const [name, text] of await referencePages(await commands())) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
      await writeFile(path.join(folder, name), text)
      say(name)
    }
    return 0
  },
})
