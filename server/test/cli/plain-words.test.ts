import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { tokenOption } from '../../src/app/cli/command.ts'
import { logKeyOption, policyOption } from '../../src/app/cli/witnessing.ts'
import { faultsCompareCommand } from '../../src/app/cli/generate.ts'
import { logVerifyCommand } from '../../src/app/cli/log.ts'
import { readConfig } from '../../src/platform/index.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'kho-words-'))
afterAll(() => rm(folder, { recursive: true }))
const config = readConfig({})

it.each<[string, string | undefined, string | undefined]>([
  ['a letter with marks', undefined, 'kho_mã'],
  ['quotes a text program made round', undefined, '“kho_abc”'],
  ['a line end', undefined, 'kho_abc\n'],
  ['a space', 'kho abc', undefined],
  ['nothing', '', undefined],
])('a token with %s is said to be no token, not a server that does not answer', (_, option, token) => {
  expect(() => tokenOption({ config, args: [], options: { token: option }, token })).toThrow('Copy it again')
})

it('--token goes before KHO_TOKEN', () => {
  const input = { config, args: [], token: 'kho_b' }
  expect(tokenOption({ ...input, options: { token: 'kho_a' } })).toBe('kho_a')
  expect(tokenOption({ ...input, options: {} })).toBe('kho_b')
})

const [good, broken] = [path.join(folder, 'good.csv'), path.join(folder, 'broken.csv')]
await writeFile(good, 'row,field,value,rule\n')
await writeFile(broken, 'row,field\n1,"x\n')

it.each([
  ['without the truth', path.join(folder, 'none.csv'), good, 'There is no file'],
  ['without the report', good, path.join(folder, 'none.csv'), 'There is no file'],
  ['with a folder', good, folder, 'There is no file'],
  ['with what is no CSV', good, broken, 'is no CSV file'],
])('faults compare %s names the file and what is wrong with it', async (_, truth, report, text) => {
  const run = faultsCompareCommand.run({ config, args: [], options: { truth, report }, token: undefined })
  await expect(run).rejects.toMatchObject({ name: 'UsageError', message: expect.stringContaining(text) as unknown })
})

const nowhere = { ...config, stateDirectory: path.join(folder, 'nothing') }
const key = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const verify = (args: string[], options: Record<string, string> = {}, of = config) =>
  logVerifyCommand.run({ config: of, args, options, token: undefined })

it.each([
  ['where nothing was installed', () => verify([], {}, nowhere), 'There is no installation here yet'],
  ['of a place without its key', () => verify([folder]), 'Give the key of the log'],
  ['with what is no key', () => verify([folder], { key: 'abc' }), 'is no key of a log'],
  ['at an address nobody listens on', () => verify(['http://127.0.0.1:9/log'], { key }), 'No server answers'],
])('log verify %s says what to do', async (_, run, text) => {
  await expect(Promise.resolve().then(run)).rejects.toMatchObject({
    ...{ name: 'UsageError', message: expect.stringContaining(text) as unknown },
  })
})

it('log verify of an empty folder finds the checkpoint missing', async () => {
  expect(await verify([folder], { key })).toBe(1)
})

const witness = 'witness a nhan-chung.example.vn+8aedd7b9+BM7LFB4bjPQ6hQ2sC8ICSSlXYnDkfQaWvqsIpPbI3pQ1'
it.each([
  ['that is not there', undefined, 'ConfigError', 'cannot be read as a policy'],
  ['with a line nobody knows', `log ${key}\nwho knows\n`, 'ConfigError', 'Line 2: “who” is no word of a policy'],
  ['with half a character', Buffer.concat([Buffer.from('#'), Buffer.of(0xc3)]), 'ConfigError', 'is not UTF-8'],
  ['with a key that is none', `${witness}\nquorum a\n`, 'ConfigError', 'Line 1: '],
])('a policy %s is told in a line', async (_, text, name, reason) => {
  const policy = path.join(folder, 'policy')
  await rm(policy, { force: true })
  if (text !== undefined) await writeFile(policy, text)
  const read = () => policyOption({ config, args: [], options: { policy }, token: undefined })
  expect(read).toThrow(expect.objectContaining({ name, message: expect.stringContaining(reason) as unknown }))
})

it('the key of the log is that of --key, else the only one the policy names', async () => {
  const policy = path.join(folder, 'policy')
  const other = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const input = (options: Record<string, string>) => ({ config, args: [], options, token: undefined })
  await writeFile(policy, `log ${key}\nquorum none\n`)
  const one = policyOption(input({ policy }))
  expect(logKeyOption(input({}), one)?.name).toBe('example.com/foo')
  expect(logKeyOption(input({ key: other }), one)?.name).toBe('PeterNeumann')
  expect(logKeyOption(input({}), undefined)).toBeUndefined()
  await writeFile(policy, `log ${key}\nlog ${other}\nquorum none\n`)
  const two = policyOption(input({ policy }))
  expect(() => logKeyOption(input({}), two)).toThrow('say with --key')
  expect(() => logKeyOption(input({ key: 'abc' }), two)).toThrow('is no key of a log')
})
