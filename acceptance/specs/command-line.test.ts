import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import { datasetInForce } from '../harness/dataset.ts'
import { askForProof, proveByPassword } from '../harness/step-up.ts'

const browser = useBrowser()
const kho = path.resolve(import.meta.dirname, '../../server/bin/kho.mjs')
const home = mkdtempSync(path.join(os.tmpdir(), 'kho-home-'))
const signIns = path.join(home, 'khochung', 'sign-ins.json')
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

/** Runs `kho` as a person does, with a folder of their own; `onLine` sees each line as it comes. */
async function run(args: readonly string[], onLine: (line: string) => void = () => undefined) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KHO_')))
  const child = spawn(process.execPath, [kho, ...args, '--url', productUrl()], {
    env: { ...env, XDG_CONFIG_HOME: home, KHO_STATE_DIRECTORY: path.join(home, 'state') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      onLine(text)
    })
  }
  const [code] = (await once(child, 'close')) as [number]
  return { code, text }
}

const allow = 'Đúng mã, đồng ý'

/** Opens the address that `kho login` prints, compares the code and answers on the page; a yes takes a fresh proof. */
async function confirm(address: string, code: string, answer: string): Promise<void> {
  const page = await pageOf(browser(), 'hokhau')
  await page.goto(address)
  await page.getByText(code).first().waitFor()
  await askForProof(page, '**/consent')
  await page.getByRole('button', { name: answer }).click()
  if (answer === allow) await proveByPassword(page)
  await page.getByText('Bạn có thể đóng trang này').waitFor()
  await page.context().close()
}

/** Signs in at the terminal and answers in the browser. */
function login(answer: string, ...more: string[]) {
  let answered: Promise<void> | undefined
  const running = run(['login', ...more], (text) => {
    const [, address, code] = /^Open (\S+)\nand confirm the code (\S+)\n/m.exec(text) ?? []
    if (address !== undefined && code !== undefined) answered ??= confirm(address, code, answer)
  })
  return running.then(async (ended) => {
    await answered
    return ended
  })
}

const dataset = 'thu-dong-lenh'
const file = path.join(home, 'so.csv')
const deliver = () => run(['submit', dataset, file])

describe('kho login', () => {
  beforeAll(async () => {
    await datasetInForce(await signIn('hokhau'), dataset, [
      { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true, required: true },
    ])
    writeFileSync(file, 'ma\nMOT\nHAI\n')
  })

  it('lets the commands of a terminal work with the rights of whoever confirms its code in the browser (Điều 7.1)', async () => {
    expect(await deliver()).toMatchObject({ code: 1, text: expect.stringContaining('kho login') as string })
    const ended = await login(allow)
    expect(ended).toMatchObject({ code: 0, text: expect.stringContaining('as hokhau') as string })
    expect(statSync(signIns).mode & 0o777).toBe(0o600)
    const kept = JSON.parse(readFileSync(signIns, 'utf8')) as Record<string, { login: string; accessToken: string }>
    expect(Object.keys(kept)).toEqual([productUrl()])
    expect(ended.text).not.toContain(kept[productUrl()]?.accessToken)
    expect(await deliver()).toMatchObject({ code: 0 })
    const [submission] = itemsOf(await (await signIn('hokhau')).get(`/warehouse/datasets/${dataset}/submissions`))
    expect(submission).toMatchObject({ state: 'applied', submittedBy: { account: 'hokhau' } })
  })

  it('ends there and here with kho logout: what was kept is of no use any more', async () => {
    const stolen = readFileSync(signIns, 'utf8')
    expect(await run(['logout'])).toMatchObject({ code: 0, text: expect.stringContaining('signed out') as string })
    expect(() => statSync(signIns)).toThrow()
    expect(await run(['logout'])).toMatchObject({ code: 0, text: expect.stringContaining('not signed in') as string })
    writeFileSync(signIns, stolen, { mode: 0o600 })
    expect((await deliver()).code).not.toBe(0)
    expect((await deliver()).text).toMatch(/Sign in again|token/i)
    rmSync(signIns)
  })

  it('signs in to read only, and then changes nothing', async () => {
    expect(await login(allow, '--read-only')).toMatchObject({ code: 0 })
    expect(await deliver()).toMatchObject({ code: 1, text: expect.stringContaining('kho.write') as string })
    expect(await run(['logout'])).toMatchObject({ code: 0 })
  })

  it('ends at once when its person says so on their account page', async () => {
    expect(await login(allow)).toMatchObject({ code: 0 })
    expect(await deliver()).toMatchObject({ code: 0 })
    const page = await pageOf(browser(), 'hokhau')
    await page.goto(`${productUrl()}/account`)
    await page.getByRole('button', { name: 'Chấm dứt quyền của Dòng lệnh kho' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Chấm dứt' }).click()
    await page.getByText('Bạn chưa cho phép chương trình nào').waitFor()
    await page.context().close()
    expect((await deliver()).text).toMatch(/Sign in again|token/i)
    rmSync(signIns)
  })

  it('keeps nothing when its person says no', async () => {
    const ended = await login('Từ chối')
    expect(ended).toMatchObject({ code: 1, text: expect.stringContaining('refused in the browser') as string })
    expect(() => statSync(signIns)).toThrow()
  })
})
