import { expect, it } from 'vitest'
import { openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosign, findCosignature } from './cosignature.ts'
import { formatNote, formatVerifier, makeSigner, parseNote, parseVerifier } from './signed-note.ts'

const log = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 1))
const witness = makeSigner('witness.example.vn', 'cosignature', Buffer.alloc(32, 2))
const note = parseNote(signCheckpoint(log, { size: 70_000, root: Buffer.alloc(32, 3) }))
const time = 1_790_000_000
const cosigned = { ...note, signatures: [...note.signatures, cosign(witness, note.text, time)] }

/** Known answer: made by another program (Python, cryptography 48) from the words of the specification. */
it('signs the bytes that C2SP tlog-cosignature names, under the key id it names', () => {
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
  const { signature, keyId, name } = cosign(witness, text, 1_679_315_147)
  expect([name, keyId.toString(16)]).toEqual(['witness.example.vn', '931d97b9'])
  expect(signature.toString('hex')).toBe(
    '00000000641850cb' +
      '53004b57c7b8b63bdbeaa10788d4d08c36485feeedbddd37f2d6b0f40ed6fdc4' +
      '3b66149a874b8930e23a0933decf9ab01ed138f4cae45a1537e3d9ad6268b70f',
  )
})

it('tells when a witness cosigned, whatever else stands below the text', () => {
  const read = parseNote(formatNote(cosigned))
  expect(findCosignature(read, parseVerifier(formatVerifier(witness)))?.time).toBe(time)
  expect(openCheckpoint(formatNote(cosigned), log).size).toBe(70_000)
  const [own] = note.signatures
  expect(
    findCosignature({ ...read, signatures: [...(own ? [own] : []), ...read.signatures].reverse() }, witness)?.time,
  ).toBe(time)
})

const [, line] = cosigned.signatures
const withLine = (signature: Buffer) => ({ ...note, signatures: line ? [{ ...line, signature }] : [] })
const bytes = line?.signature ?? Buffer.alloc(0)

it.each([
  ['is not there', note],
  ['is over another text', { ...cosigned, text: cosigned.text.replace('70000', '70001') }],
  ['is too short', withLine(bytes.subarray(0, 71))],
  ['is too long', withLine(Buffer.concat([bytes, Buffer.alloc(1)]))],
  ['names no time', { ...note, signatures: [cosign(witness, note.text, 0)] }],
  ['names a time beyond all dates', { ...note, signatures: [cosign(witness, note.text, 2 ** 52)] }],
])('finds none where it %s', (_what, read) => {
  expect(findCosignature(read, witness)).toBeUndefined()
})

it('finds none by another key of the same name, and none with a bit of any byte turned over', () => {
  expect(findCosignature(cosigned, makeSigner(witness.name, 'cosignature', Buffer.alloc(32, 4)))).toBeUndefined()
  for (let bit = 0; bit < bytes.length * 8; bit += 9) {
    const bent = Buffer.from(bytes)
    bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(findCosignature(withLine(bent), witness), `bit ${String(bit)}`).toBeUndefined()
  }
})
