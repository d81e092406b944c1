import { expect, it } from 'vitest'
import { openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { makeSigner, MalformedError } from './signed-note.ts'

/** The examples of C2SP tlog-checkpoint and tlog-cosignature. */
const example = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`
const log = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 1))
const head = { size: 70_000, root: Buffer.alloc(32, 3) }

it('reads the example of the specification', () => {
  const { origin, size, root, note } = parseCheckpoint(example)
  expect([origin, size, root.toString('base64')]).toEqual([
    'example.com/behind-the-sofa',
    20_852_163,
    'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
  ])
  expect(note.signatures.map(({ name, signature }) => [name, signature.length])).toEqual([
    ['example.com/behind-the-sofa', 64],
    ['witness.example.com/w1', 72],
  ])
})

it('opens what the log signed', () => {
  expect(openCheckpoint(signCheckpoint(log, head), log)).toMatchObject({ origin: log.name, ...head })
})

it.each([
  ['of another log', signCheckpoint(makeSigner('kho.example.vn/other', 'ed25519', Buffer.alloc(32, 1)), head)],
  ['signed with another key', signCheckpoint(makeSigner(log.name, 'ed25519', Buffer.alloc(32, 9)), head)],
  ['whose size was changed', signCheckpoint(log, head).replace('70000', '70001')],
  ['whose size has a leading zero', signCheckpoint(log, head).replace('70000', '070000')],
  ['whose size is beyond all bounds', signCheckpoint(log, head).replace('70000', '99999999999999999999')],
  ['whose root is too short', signCheckpoint(log, head).replace(/\n[^\n]+=\n/, '\nAAAA\n')],
  ['without an origin', '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— a AAAAAAAA\n'],
])('refuses a checkpoint %s', (_what, text) => {
  expect(() => openCheckpoint(text, log)).toThrow(MalformedError)
})
