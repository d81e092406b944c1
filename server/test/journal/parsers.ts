import {
  aLog,
  anActor,
  aReceipt,
  aRecord,
  certificatesAsPem,
  checkChain,
  checkConsistency,
  cosign,
  decodeEntries,
  encodeEntries,
  entryLeaf,
  evidencePage,
  findCosignature,
  formatAddCheckpoint,
  formatConsistency,
  formatLogProof,
  formatSignature,
  formatSuccessions,
  formatVerifier,
  isNoteSigned,
  makeSigner,
  MalformedError,
  openCertificate,
  openCheckpoint,
  openLogProof,
  openReceipt,
  openSuccession,
  openSuccessions,
  openTimeStamp,
  packEvidence,
  parseAddCheckpoint,
  parseCheckpoint,
  parseCosigned,
  parseLogProof,
  parseNote,
  parsePem,
  parsePolicy,
  parseReceipt,
  parseSize,
  parseTilePath,
  parseVerifier,
  readTree,
  receiptBytes,
  signCheckpoint,
  signReceipt,
  signReceipts,
  signSuccession,
  SuccessionCheck,
  tilePath,
  timeStampRequest,
  unpackEvidence,
  verifyEvidence,
} from '../../src/journal/testing.ts'
import type { EvidenceFile } from '../../src/journal/testing.ts'
import { anchorsOfSigning, trialSigning } from '../../src/journal/index.ts'
import type { ActorSignature, Entry } from '../../src/journal/index.ts'
import { auditPath, fixedClock, leafHash, MerkleTree, sha256 } from '../../src/platform/index.ts'
import { challengeOf, isWhole, reasonAgainst } from '../../src/identity/signature/signed-act.ts'
import { rowCommitment, rowLeaf, rowProofFaults } from '../../src/warehouse/index.ts'
import { fieldsDigest } from '../../src/warehouse/storage/row-leaf.ts'
import { proofFromWire, proofToWire } from '../../src/warehouse/storage/row-proof.wire.ts'
import { PasskeyDevice } from '../identity/passkey-device.ts'
import type { Parser } from './bending.ts'

const at = new Date('2026-03-02T03:04:05.678Z')
const clock = fixedClock(at.toISOString())
const { signer } = aLog
const next = makeSigner(`${signer.name}/2`, 'ed25519', Buffer.alloc(32, 2))
const witness = makeSigner('nhan-chung.example.vn', 'cosignature', Buffer.alloc(32, 3))
const policy = `log ${formatVerifier(next)}\nwitness mot ${formatVerifier(witness)} https://nhan-chung.example.vn\ngroup g 1 mot\nquorum g\n`
const signing = trialSigning('test', signer.name, clock)
const trusted = anchorsOfSigning(signing)

/** A log of eleven entries; the seventh records what the receipt is about, the ninth closes the log. */
const receipt = aReceipt({
  ...{ kind: 'submission', sender: aReceipt().receiver, receiver: aReceipt().sender, rows: null, bytes: 6 },
  journal: { size: 8, root: '', entry: { id: '0198a6a0-0000-7000-8000-000000000016', index: 6 } },
})
const handedOver = signSuccession(signer, next, 9)
const entryAt = (index: number): Entry => {
  const about = index === 6 ? { digest: receipt.digest['sha-256'], apply: 3 } : { n: index }
  const closing = index === 8 || index === 9 ? { succession: handedOver } : about
  const event = ['journal.log.closed', 'journal.log.opened'][index - 8]
  return {
    ...aRecord({ payload: closing, ...(event !== undefined && { event }) }),
    subject: { type: 'submission', id: receipt.id, label: 'dan-cu' },
    id: `0198a6a0-0000-7000-8000-0000000000${String(index + 10)}` as Entry['id'],
    ...{ at, actor: anActor() },
  }
}
const entries = Array.from({ length: 11 }, (_none, index) => entryLeaf(entryAt(index)))
const leaves = entries.map(leafHash)
const headOf = (size: number) => {
  const tree = new MerkleTree()
  for (const leaf of leaves.slice(0, size)) tree.append(leaf)
  return { size, root: tree.root() }
}
const tree = readTree(11, ({ width }) => Promise.resolve(Buffer.concat(leaves.slice(0, width))))
const logged = { ...receipt, journal: { ...receipt.journal, size: 8, root: headOf(8).root.toString('hex') } }
const plain = signCheckpoint(next, headOf(11))
const cosignature = formatSignature(cosign(witness, parseCheckpoint(plain).note.text, at.getTime() / 1000 - 0.678))
const checkpoint = `${plain}${cosignature}`
const bytes = Buffer.from(checkpoint)
const nonce = Buffer.alloc(16, 7)
const stamp = await signing.authority.answer(timeStampRequest(bytes, nonce))
const stampedAt = await openTimeStamp(stamp, { bytes, nonce, trusted })
const proof = formatLogProof({ index: 6, path: await tree.inclusion(6), checkpoint })
const consistency = formatConsistency(8, 11, await tree.consistency(8))
const jws = signReceipt(logged, signing.receipts)
const [among = ''] = signReceipts([logged, aReceipt({ rows: 3 })], signing.receipts)
const files = new Map<EvidenceFile, Buffer>([
  ['receipt.jws', Buffer.from(jws)],
  ['receipt.json', receiptBytes(logged)],
  ['checkpoint', bytes],
  ['consistency.json', consistency],
  ['successions.json', formatSuccessions([handedOver])],
  ['entry.json', entries[6] ?? bytes],
  ['entry.tlog-proof', Buffer.from(proof)],
  ['checkpoint.tsr', stamp],
])
const names = [...files.keys(), 'bien-nhan.html'] as const
files.set('bien-nhan.html', Buffer.from(evidencePage({ receipt: logged, size: 11, stampedAt: stampedAt.at, names })))
const zip = await packEvidence(files)
const evidenceGiven = { trusted, log: signer, policy: parsePolicy(policy), digest: sha256('answer').toString('hex') }

async function evidenceIn(archive: Buffer): Promise<unknown> {
  const { receipt: found, checks } = await verifyEvidence(archive, evidenceGiven)
  const weak = checks.find(({ state }) => state !== 'holds')
  if (weak) throw new MalformedError(`${weak.name}: ${weak.note}`)
  return { found, checks }
}

const signed = (text: string) => {
  const note = parseNote(text)
  if (!isNoteSigned(note, next)) throw new MalformedError('not signed')
  return note.text
}
const cosigned = (note: ReturnType<typeof parseNote>) => {
  const found = findCosignature(note, witness)
  if (!found) throw new MalformedError('not cosigned')
  return { time: found.time, text: note.text }
}
const stampOf = async (input: Buffer) => {
  const { at: time, certificate, root } = await openTimeStamp(input, { bytes, nonce, trusted })
  return [time, certificate.fingerprint256, root.fingerprint256]
}
const chained = (input: Buffer) => {
  const certificate = openCertificate(input)
  checkChain(certificate, [], { use: 'receipt', at, trusted })
  return [certificate.subject, certificate.validTo, certificate.publicKey.export({ format: 'jwk' })]
}
const closings = (input: Buffer) => {
  const check = new SuccessionCheck()
  check.take(8, input)
  return check.faults(11, { trusted: signer, signer: next }).map(({ reason }) => reason)
}

/** The second of three row changes of an apply, proven up to the checkpoint. */
function aRowProof(): Buffer {
  const row = { salt: '6f1c2f0a-3b7d-4e58-9a10-2c5d8e7f9b01', values: ['079190000001', 'Trần Thị Ánh', null] }
  const fields = ['so', 'ten', 'ngay'].map((name, place) => ({ name, key: place === 0 }))
  const [before, after] = [Buffer.alloc(32), rowCommitment(row.salt, row.values)]
  const hashes = [sha256('a'), leafHash(rowLeaf('I', before, after)), sha256('b')]
  const rows = new MerkleTree()
  for (const hash of hashes) rows.append(hash)
  const entry: Entry = {
    ...entryAt(0),
    event: 'warehouse.submission.applied',
    payload: { dataset: 'dan-cu', apply: 3, leaves: 3, merkleRoot: rows.root().toString('hex'), fields: fieldsDigest(fields) }, // prettier-ignore
  }
  const log = [leafHash(entryLeaf(entry)), ...leaves.slice(1)]
  const whole = new MerkleTree()
  for (const hash of log) whole.append(hash)
  const point = { size: 11, root: whole.root() }
  const wire = proofToWire({
    ...{ dataset: 'dan-cu', key: '079190000001', apply: 3, submission: receipt.id, row },
    ...{ fields, operation: 'I', before, after, index: 1, size: 3, root: rows.root(), path: auditPath(hashes, 1) },
    journal: { entry, proof: { index: 0, path: auditPath(log, 0), checkpoint: signCheckpoint(next, point) } },
  })
  return Buffer.from(JSON.stringify(wire))
}

/** What a proof of a row says of it. */
function rowIn(input: Buffer): unknown {
  const proven = proofFromWire(jsonIn(input))
  if (!proven) throw new MalformedError('no proof')
  const [fault] = rowProofFaults(proven)
  if (fault !== undefined) throw new MalformedError(fault)
  const { dataset, key, apply, fields, row, operation, journal } = proven
  const { id, at: time, event, actor, subject, payload } = journal.entry
  return { dataset, key, apply, fields, row, operation, entry: [id, time, event, actor.unitName, subject.id, payload] }
}

function jsonIn(input: Buffer): unknown {
  try {
    return JSON.parse(input.toString()) as unknown
  } catch {
    throw new MalformedError('no JSON')
  }
}

/** An act as the journal keeps it, signed by the passkey of a device, and the key of that. */
const act = { nonce: 'bg', method: 'POST', path: '/api/v1/identity/tokens', body: sha256('{}').toString('hex') }
const device = new PasskeyDevice('https://kho.example.vn')
const asserted = device.answer({ challenge: challengeOf(act) }).response
const actSignature = {
  ...{ kind: 'webauthn', key: 'khoa', act, authenticatorData: asserted.authenticatorData },
  ...{ clientData: asserted.clientDataJSON, signature: asserted.signature },
}

async function actIn(input: Buffer, key: Buffer): Promise<unknown> {
  const signature = jsonIn(input) as ActorSignature
  if (!isWhole(signature)) throw new MalformedError('no signature')
  const reason = await reasonAgainst(signature, key)
  if (reason !== undefined) throw new MalformedError(reason)
  const { nonce, method, path, body } = signature.act
  return { nonce, method, path, body }
}

const bound = (whole: string | Buffer, read: Parser['read']): Parser => ({
  ...{ whole: Buffer.from(whole), read, isBound: true },
})
const loose = (whole: string | Buffer, read: Parser['read']): Parser => ({
  ...{ whole: Buffer.from(whole), read, isBound: false },
})
const [certificate] = signing.receipts.chain

/** The log hands over to another, and a log of that name to the one that signed the checkpoint. */
const between = makeSigner(`${signer.name}/1b`, 'ed25519', Buffer.alloc(32, 4))
const chainOf = (second: typeof between) => [signSuccession(signer, between, 5), signSuccession(second, next, 9)]

/** Every parser of the journal for bytes that come from outside, and what others make of its entries. */
export const parsers: Readonly<Record<string, Parser>> = {
  'signed note': bound(plain, (input) => signed(input.toString())),
  'key of a log': bound(formatVerifier(signer), (input) => parseVerifier(input.toString())),
  checkpoint: bound(plain, (input) => {
    const { origin, size, root } = openCheckpoint(input.toString(), next)
    return { origin, size, root }
  }),
  cosignature: bound(checkpoint, (input) => cosigned(parseNote(input.toString()))),
  'answer of a witness': bound(cosignature, (input) =>
    cosigned(parseCosigned(parseNote(checkpoint).text, input.toString())),
  ),
  'size a witness has seen': loose('11\n', (input) => parseSize(input.toString())),
  'question to a witness': loose(
    formatAddCheckpoint({ old: 8, proof: await tree.consistency(8), checkpoint }),
    (input) => parseAddCheckpoint(input.toString()),
  ),
  'policy of witnesses': loose(policy, (input) => parsePolicy(input.toString())),
  'proof of an entry': bound(proof, (input) => {
    const parsed = parseLogProof(input.toString())
    const { size, root } = openLogProof(parsed, leaves[6] ?? bytes, next)
    return [parsed.index, size, root]
  }),
  'handing over': bound(handedOver, (input) => openSuccession(input.toString())),
  'handings over of an archive': {
    ...bound(formatSuccessions(chainOf(between)), (input) =>
      openSuccessions(input.toString(), [signer.name], parseCheckpoint(checkpoint)),
    ),
    // Of the name of the log between, and of nobody's key.
    forged: [formatSuccessions(chainOf(makeSigner(between.name, 'ed25519', Buffer.alloc(32, 9))))],
  },
  'entry that closes a log': loose(entries[8] ?? bytes, closings),
  'path of a tile': loose(tilePath({ level: 1, index: 1_234_067, width: 112 }), (input) =>
    parseTilePath(input.toString()),
  ),
  'bundle of entries': loose(encodeEntries(entries), decodeEntries),
  receipt: bound(jws, async (input) => (await openReceipt(input.toString())).receipt),
  'receipt among others': bound(among, async (input) => (await openReceipt(input.toString())).receipt),
  'content of a receipt': loose(receiptBytes(logged), parseReceipt),
  certificate: bound(certificate?.raw ?? bytes, chained),
  'file of certificates': loose(certificatesAsPem(signing), (input) => parsePem(input.toString())),
  'time-stamp': bound(stamp, stampOf),
  'consistency proof': bound(consistency, (input) => {
    checkConsistency(input.toString(), headOf(8), headOf(11))
  }),
  'proof of a row': bound(aRowProof(), rowIn),
  'signature of an act': bound(JSON.stringify(actSignature), (input) => actIn(input, device.publicKey)),
  'key of a passkey': loose(device.publicKey, (input) => actIn(Buffer.from(JSON.stringify(actSignature)), input)),
  archive: loose(zip, unpackEvidence),
  evidence: bound(zip, evidenceIn),
}
