import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { proofVerifyCommand } from '../../src/app/cli/proof.ts'
import { logSigner, parsePolicy } from '../../src/journal/index.ts'
import { anActor, cosign, formatVerifier, makeSigner, parseNote } from '../../src/journal/testing.ts'
import { readConfig } from '../../src/platform/index.ts'
import { offices } from '../warehouse/dataset.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'

const signer = makeSigner('luu-tru.example.vn', 'cosignature', Buffer.alloc(32, 8))
const logFolder = mkdtempSync(path.join(os.tmpdir(), 'kho-standing-'))
afterAll(() => {
  rmSync(logFolder, { recursive: true, force: true })
})
const logPolicy = parsePolicy(`witness luu-tru ${formatVerifier(signer)}\nquorum luu-tru\n`)
const { app, modules, testing, people, call, deliver } = await openWarehouse({ logFolder, logPolicy })
await modules.journal.sequencer.seal()
const ask = (token?: string) =>
  app.inject({
    url: '/api/v1/journal/witnesses',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
const head = async () => {
  const [row] = await testing.asAdmin<{ size: number; note: string }>(
    'SELECT size::int, note FROM journal.checkpoints ORDER BY size DESC LIMIT 1',
  )
  return row ?? expect.fail('nothing was sealed')
}
const keep = async (size: number, signature: Buffer) => {
  await testing.asAdmin('INSERT INTO journal.cosignatures VALUES ($1, $2, $3, $4)', [
    size,
    signer.name,
    signer.keyId,
    signature,
  ])
}

it('who vouches is told to those who may read the journal, and to nobody else (Điều 13.3)', async () => {
  expect((await ask()).statusCode).toBe(401)
  const { size } = await head()
  expect((await ask(people.auditor.token)).json()).toEqual({
    ...{ state: 'unwitnessed', quorumAsked: true, alarm: false, size, vouchedFor: 0, behind: size },
    witnesses: [
      { name: 'luu-tru', key: formatVerifier(signer), url: null, size: null, at: null, askedAt: null, failure: null },
    ],
  })
})

it('a cosignature that somebody put into the database by hand counts for nothing', async () => {
  const { size } = await head()
  await keep(size, cosign(signer, 'something else\n', 1_790_000_000).signature)
  expect((await ask(people.auditor.token)).json()).toMatchObject({ state: 'unwitnessed', vouchedFor: 0 })
})

it('a cosignature that holds counts, with the time of the witness', async () => {
  await modules.journal.change(anActor(), (tx) =>
    tx.record({
      event: 'catalogue.dataset.registered',
      subject: { type: 'dataset', id: 'x', label: 'x' },
      payload: {},
    }),
  )
  await modules.journal.sequencer.seal()
  const { size, note } = await head()
  await keep(size, cosign(signer, parseNote(note).text, 1_790_000_000).signature)
  expect((await ask(people.auditor.token)).json()).toMatchObject({
    ...{ state: 'witnessed', size, vouchedFor: size, behind: 0 },
    witnesses: [{ size, at: '2026-09-21T14:13:20.000Z' }],
  })
})

it('the proof of a row holds under a policy when its quorum cosigned the checkpoint, and only then (Điều 13.3)', async () => {
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  await modules.journal.sequencer.seal()
  const log = formatVerifier(logSigner({ secret: testing.secret, key: undefined, origin: undefined }))
  const [policy, proof] = [path.join(logFolder, 'policy'), path.join(logFolder, 'proof.json')]
  const verify = async (witness: typeof signer) => {
    const { text } = await call('hospital', `/warehouse/datasets/${offices}/records/DV1/proof`, {
      query: { purpose: 'x' },
    })
    writeFileSync(proof, text)
    writeFileSync(policy, `log ${log}\nwitness luu-tru ${formatVerifier(witness)}\nquorum luu-tru\n`)
    return proofVerifyCommand.run({ config: readConfig({}), args: [proof], options: { policy }, token: undefined })
  }
  expect(await verify(signer)).toBe(1)
  const { size, note } = await head()
  await keep(size, cosign(signer, parseNote(note).text, 1_790_000_000).signature)
  expect(await verify(signer)).toBe(0)
  expect(await verify(makeSigner(signer.name, 'cosignature', Buffer.alloc(32, 9)))).toBe(1)
})
