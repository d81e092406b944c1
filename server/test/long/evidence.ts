import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../../..')

/** What a proof found, for `docs/evidence/SUITE.md`. */
export interface Evidence {
  /** What is claimed, in one sentence. */
  readonly claim: string
  /** How it was put to the test. */
  readonly method: string
  /** The suite that makes it, where it has another name than the report. */
  readonly command?: string
  readonly figures: Readonly<Record<string, string | number>>
  /** Rows of a table with a head, where single outcomes are worth seeing. */
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] }
}

/** Writes the report of a proof; it is committed. */
export function writeEvidence(name: string, { claim, method, figures, command = name, table }: Evidence): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const lines = [
    `# ${claim}`,
    '',
    method,
    '',
    `Made by \`npm run test:long -- ${command}\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit}, ` +
      `${String(os.availableParallelism())} cores, ${String(Math.round(os.totalmem() / 2 ** 30))} GB, Node ${process.version}.`,
    '',
    row(['Figure', 'Value']),
    row(['---', '---']),
    ...Object.entries(figures).map(row),
    ...(table ? ['', row(table.head), row(table.head.map(() => '---')), ...table.rows.map(row)] : []),
    '',
  ]
  const folder = path.join(root, 'docs/evidence')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${name}.md`), lines.join('\n'))
}
