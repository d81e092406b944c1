import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import { askForProof, proveByPassword } from '../harness/step-up.ts'

const browser = useBrowser()
const kho = path.resolve(import.meta.dirname, '../../server/bin/kho.mjs')
const ownEnv = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KHO_')))

/** Runs a command on the machine of the product. */
async function run(args: readonly string[]): Promise<{ code: number; text: string }> {
  const env = { ...ownEnv, KHO_STATE_DIRECTORY: inject('productState') }
  const child = spawn(process.execPath, [kho, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  const [code] = (await once(child, 'close')) as [number]
  return { code, text }
}

describe('whoever comes from elsewhere (Điều 13.2)', () => {
  it.each([
    { 'x-forwarded-for': '10.1.2.3' },
    { 'x-forwarded-for': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1' },
    { 'x-real-ip': '127.0.0.1' },
  ])('is refused however it names itself: %j', async (headers) => {
    for (const address of ['/api/v1/catalogue/datasets', '/', '/metrics', '/openid/jwks']) {
      const answer = await fetch(`${productUrl()}${address}`, { headers: headers as Record<string, string> })
      expect(answer.status, address).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'access.callerUnclear', clause: 'Điều 13.2' })
    }
    const open = await fetch(`${productUrl()}/api/v1/catalogue/public-datasets`, {
      headers: headers as Record<string, string>,
    })
    expect(open.status).toBe(200)
  })

  it('reads in a browser why, in Vietnamese', async () => {
    const context = await browser().newContext({ locale: 'vi-VN', extraHTTPHeaders: { 'x-forwarded-for': '1.2.3.4' } })
    const page = await context.newPage()
    const answer = await page.goto(`${productUrl()}/datasets`)
    expect(answer?.status()).toBe(403)
    await page.getByRole('heading', { name: 'Chưa rõ yêu cầu đến từ đâu' }).waitFor()
    expect(await page.locator('main').evaluate((main) => getComputedStyle(main).borderRadius)).toBe('12px')
    await context.close()
  })

  it('is told to administrator and auditor, and to nobody else', async () => {
    const refusals = itemsOf(await (await signIn('quantri')).get('/access/zone-refusals'))
    expect(refusals.find(({ route }) => route === 'GET /metrics')).toMatchObject({
      ...{ address: '127.0.0.1', zone: 'health', reason: 'strange-proxy' },
    })
    expect((await (await signIn('kiemtoan')).get('/access/zone-refusals')).status).toBe(200)
    expect((await (await signIn('hokhau')).get('/access/zone-refusals')).status).toBe(403)
  })
})

describe('the page of networks', () => {
  it('lets an administrator add a network and remove it, after a fresh proof', async () => {
    const page = await pageOf(browser(), 'quantri')
    await page.goto(`${productUrl()}/networks`)
    await page.getByRole('heading', { name: 'Mạng được phép' }).waitFor()
    await page.getByText('Bạn đang truy cập ngay từ máy chủ').waitFor()
    await page.getByText('Qua máy chuyển tiếp chưa khai báo').first().waitFor()
    await askForProof(page, '**/api/v1/access/networks')
    await page.getByRole('button', { name: 'Thêm mạng' }).click()
    const dialog = page.getByRole('dialog', { name: 'Thêm mạng' })
    await dialog.getByLabel('Địa chỉ mạng').fill('10.300.0.0/16')
    await dialog.getByLabel('Tên gọi').fill('Mạng thử')
    await dialog.getByRole('button', { name: 'Thêm mạng' }).click()
    await proveByPassword(page)
    await dialog.getByText('Chưa đúng dạng một mạng').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByLabel('Địa chỉ mạng').fill('10.30.0.0/16')
    await dialog.getByRole('button', { name: 'Thêm mạng' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Mạng thử' }).filter({ hasText: '10.30.0.0/16' }).waitFor()
    await dialog.waitFor({ state: 'hidden' })
    expect(await accessibilityFaults(page)).toEqual([])
    for (const [name, width] of [
      ['desktop', 1440],
      ['phone', 390],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      const folder = process.env['KHO_TEST_SCREENSHOTS']
      if (folder !== undefined)
        await page.screenshot({ path: path.join(folder, `networks-${name}.png`), fullPage: true })
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), name).toBe(true)
    }
    await page.getByRole('button', { name: 'Gỡ mạng Mạng thử (10.30.0.0/16)' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Gỡ' }).click()
    await page.getByText('Chưa có mạng nào').waitFor()
    await page.context().close()
    const journal = await (await signIn('kiemtoan')).get('/journal/entries?event=access.network.removed&limit=1')
    expect(itemsOf(journal)[0]).toMatchObject({ payload: { zone: 'dedicated', network: '10.30.0.0/16' } })
  })

  it('shows an auditor all of it, to be read only', async () => {
    const page = await pageOf(browser(), 'kiemtoan')
    await page.goto(`${productUrl()}/networks`)
    await page.getByText('Qua máy chuyển tiếp chưa khai báo').first().waitFor()
    expect(await page.getByRole('button', { name: 'Thêm mạng' }).count()).toBe(0)
    await page.context().close()
  })
})

describe('on the machine', () => {
  const state = mkdtempSync(path.join(os.tmpdir(), 'kho-open-'))
  const started: ChildProcess[] = []
  afterAll(async () => {
    for (const child of started) {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
    }
    rmSync(state, { recursive: true, force: true })
  })

  it('networks are added, listed and removed by commands', async (context) => {
    if (inject('productState') === '') return context.skip('the product runs on another machine')
    expect(await run(['network', 'add', 'administration', '10.31.0.0/16', '--name', 'Lạc'])).toMatchObject({ code: 1 })
    const added = await run(['network', 'add', 'health', '10.31.0.7/32', '--name', 'Máy giám sát'])
    expect(added.text).toContain('added 10.31.0.7/32 to health')
    const listed = await run(['network', 'list'])
    expect(listed.text).toMatch(/health +10\.31\.0\.7\/32 +Máy giám sát/)
    const [id = ''] = /^[\da-f-]{36}/m.exec(listed.text) ?? []
    expect(await run(['network', 'remove', id])).toMatchObject({ code: 0 })
    expect((await run(['network', 'list'])).text).toContain('only this machine')
  })

  it('the open zone is served by a process that holds nothing else', async (context) => {
    if (inject('productState') === '') return context.skip('the product runs on another machine')
    const address = (await run(['open', 'address'])).text.trim()
    expect(address).toMatch(/^postgres(ql)?:\/\/kho_open:/)
    const refused = spawn(process.execPath, [kho, 'serve', '--zone', 'open'], {
      env: { ...ownEnv, KHO_STATE_DIRECTORY: state, KHO_OPEN_DATABASE_URL: address, KHO_SECRET: 'x'.repeat(40) },
      stdio: 'ignore',
    })
    expect((await once(refused, 'close'))[0]).toBe(1)
    const child = spawn(process.execPath, [kho, 'serve', '--zone', 'open'], {
      env: { ...ownEnv, KHO_STATE_DIRECTORY: state, KHO_OPEN_DATABASE_URL: address, KHO_PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    started.push(child)
    let url = ''
    for await (const line of createInterface(child.stdout)) {
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''
      if (url !== '') break
    }
    const open = await fetch(`${url}/api/v1/catalogue/public-datasets?limit=1000`)
    const whole = await fetch(`${productUrl()}/api/v1/catalogue/public-datasets?limit=1000`)
    expect(open.status).toBe(200)
    const { items } = (await open.json()) as { items: { code: string }[] }
    expect(items.length).toBeGreaterThan(0)
    expect({ items, next: null }).toEqual(await whole.json())
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    for (const closed of ['/', '/api/v1/identity/session', '/api/v1/catalogue/datasets', '/log/tile/entries/000'])
      expect((await fetch(`${url}${closed}`)).status, closed).toBe(404)
  })
})
