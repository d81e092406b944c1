import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { DefaultSettings, TaskUtils } from '@microsoft/powerquery-parser'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { productUrl, useBrowser } from '../harness/browser.ts'
import { signIn } from '../harness/client.ts'

const run = promisify(execFile)
const browser = useBrowser()
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-examples-'))
let token = ''
let context: BrowserContext | undefined
let page: Page

beforeAll(async () => {
  const { status, body } = await (await signIn('yte')).send('POST', '/identity/tokens', { label: 'examples' })
  expect(status).toBe(201)
  token = String(body['token'])
  context = await browser().newContext({ locale: 'vi-VN' })
  const data = { login: 'yte', password: 'kho-demo-2026' }
  await context.request.post(`${productUrl()}/api/v1/identity/sessions`, { data })
  page = await context.newPage()
})

afterAll(async () => {
  await context?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every read the page offers; the confidential dataset adds a purpose with diacritics and spaces. */
const calls: readonly (readonly [dataset: string, kind: string, part: string])[] = [
  ['dan-toc', 'page', '"items"'],
  ['dan-toc', 'filter', '"items"'],
  ['dan-toc', 'one', '"Kinh"'],
  ['dan-toc', 'changes', '"items"'],
  ['dan-toc', 'state', '"lastApply"'],
  ['dan-cu', 'page', '"items"'],
]

/** The text a reader would copy from the page. */
async function example(dataset: string, kind: string, language: string): Promise<string> {
  await page.goto(`${productUrl()}/datasets/${dataset}/api?kind=${kind}&language=${language}`)
  if (kind === 'one') await page.getByLabel('Khóa của bản ghi').fill('01')
  const code = page.locator('pre code').first()
  await code.waitFor()
  return code.innerText()
}

async function output(command: string, given: readonly string[]): Promise<string> {
  const env = { ...process.env, KHO_TOKEN: token, PYTHONIOENCODING: 'utf-8' }
  const { stdout } = await run(command, given, { env, cwd: folder, timeout: 30_000 })
  return stdout
}

async function isThere(command: string): Promise<boolean> {
  return run(command, ['--version']).then(
    () => true,
    () => false,
  )
}

describe('the examples of the API page run as they stand (Điều 8)', () => {
  it.for(calls)('%s, %s, in curl', async ([dataset, kind, part], test) => {
    if (!(await isThere('curl'))) test.skip('curl is not on this machine')
    const answer = await output('sh', ['-c', await example(dataset, kind, 'curl')])
    expect(JSON.stringify(JSON.parse(answer), null, 2)).toContain(part)
  })

  it.for(calls)('%s, %s, in TypeScript', async ([dataset, kind, part]) => {
    const file = path.join(folder, `${dataset}-${kind}.mts`)
    writeFileSync(file, await example(dataset, kind, 'typescript'))
    expect(await output(process.execPath, [file])).toContain(part)
  })

  it.for(calls)('%s, %s, in Python', async ([dataset, kind, part], test) => {
    if (!(await isThere('python3'))) test.skip('python3 is not on this machine')
    const file = path.join(folder, `${dataset}-${kind}.py`)
    writeFileSync(file, await example(dataset, kind, 'python'))
    expect(await output('python3', [file])).toContain(part)
  })

  it.for(calls)('%s, %s, for Excel is a query Power Query can read', async ([dataset, kind]) => {
    const text = await example(dataset, kind, 'excel')
    expect(text).toContain(productUrl())
    expect(TaskUtils.isParseStageOk(await TaskUtils.tryLexParse(DefaultSettings, text))).toBe(true)
  })

  it('the check of Excel queries finds a broken one', async () => {
    const task = await TaskUtils.tryLexParse(DefaultSettings, 'let Source = in Source')
    expect(TaskUtils.isParseStageOk(task)).toBe(false)
  })
})
