import { read } from './documents.ts'

/** The worked example of ADR 0003: two versions of one row, with what a stranger must come to. */
export interface KnownAnswer {
  readonly bytes: Buffer
  readonly root: string
  readonly versions: readonly { salt: string; values: readonly (string | null)[]; commitment: string }[]
}

export function knownAnswer(): KnownAnswer {
  const [, example = ''] = /```text\n([^]*?)```/.exec(read('docs/adr/0003-row-leaf-format.md')) ?? []
  const all = (form: RegExp) => [...example.matchAll(form)].map(([, found = '']) => found)
  const [salt = '', laterSalt = ''] = all(/salt +([0-9a-f-]{36})/g)
  const [commitment = '', laterCommitment = ''] = all(/^commit +([0-9a-f]{64})$/gm)
  const [cells = ''] = all(/^values +(.+)$/gm)
  const [hex = ''] = all(/^bytes ([0-9a-f\s]+)/gm)
  const [root = ''] = all(/^root +([0-9a-f]{64})$/gm)
  const [fourth = ''] = all(/fourth value (\S+)$/gm)
  const values = cells.split(' | ').map((cell) => (cell === '(absent)' ? null : cell))
  return {
    bytes: Buffer.from(hex.replace(/\s/g, ''), 'hex'),
    root,
    versions: [
      { salt, values, commitment },
      { salt: laterSalt, values: values.with(3, fourth), commitment: laterCommitment },
    ],
  }
}
