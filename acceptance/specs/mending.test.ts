import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn, type Client } from '../harness/client.ts'

const browser = useBrowser()
const people = '/warehouse/datasets/dan-cu'

async function deliver(client: Client, path: string, content: string): Promise<string> {
  const { status, body } = await client.send('POST', path, content, 'text/csv')
  expect(status).toBe(202)
  const id = String(body['id'])
  await expect
    .poll(async () => (await client.get(`/warehouse/submissions/${id}`)).body['state'], { timeout: 30_000 })
    .not.toMatch(/received|processing/)
  return id
}

const csv = (rows: readonly Readonly<Record<string, unknown>>[]) => {
  const columns = Object.keys(rows[0] ?? {})
  const line = (row: Readonly<Record<string, unknown>>) =>
    columns.map((name) => `"${(row[name] ?? '') as string}"`).join(',')
  return [columns.join(','), ...rows.map(line)].join('\n')
}

async function pressUntil(page: Page, key: string, reached: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key)
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) === true, reached)) return
  }
  throw new Error(`${key} did not reach ${reached}`)
}

it('mends two rows that wait by keyboard alone and sends them on (Điều 17)', async () => {
  const provider = await signIn('hokhau')
  const rows = itemsOf(await provider.get(`${people}/records?limit=3`))
  const broken = rows.map((row, at) => ({ ...row, ...(at < 2 ? { ho_ten: '' } : {}) }))
  const id = await deliver(provider, `${people}/submissions?load=incremental&onFault=quarantine`, csv(broken))
  const page = await pageOf(browser(), 'hokhau')
  await page.goto(`${productUrl()}/submissions/${id}/mend`)
  await page.getByRole('grid').waitFor()

  await pressUntil(page, 'Tab', '[data-cell]')
  for (const row of rows.slice(0, 2)) {
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.type(String(row['ho_ten']))
    await page.keyboard.press('Enter')
  }
  await page.getByText('Đã lưu').waitFor()
  await page.getByText('đã sửa hoặc bỏ 2 dòng').waitFor()
  await page.getByRole('button', { name: 'Nộp lại các dòng đã sửa' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => /\/submissions\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.includes(id))
  await page.getByText('Bảng đối soát').first().waitFor()
  expect((await provider.get(`/warehouse/submissions/${id}`)).body['quarantine']).toMatchObject({ open: 0, settled: 2 })
  await page.context().close()
})

it('asks before a full load that deletes much, and does it once its sender gives a reason (Điều 10)', async () => {
  const provider = await signIn('noivu')
  const path = '/warehouse/datasets/dan-toc'
  const all = itemsOf(await provider.get(`${path}/records?limit=100`))
  await provider.send('PUT', `${path}/settings`, { deletionPercent: 1, deletionMinimum: 1 })
  const id = await deliver(provider, `${path}/submissions`, csv(all.slice(0, -2)))
  const page = await pageOf(browser(), 'noivu')
  await page.goto(`${productUrl()}/submissions/${id}`)
  await page.getByText(/sẽ xóa 2 trong 54 bản ghi/).waitFor()
  await page.getByRole('button', { name: 'Xác nhận xóa 2 bản ghi' }).click()
  await page.getByLabel('Lý do').fill('Hai mã đã gộp vào mã khác')
  await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận xóa 2 bản ghi' }).click()
  await page.getByText('Bảng đối soát').first().waitFor()
  await page
    .getByText(/Hai mã đã gộp vào mã khác/)
    .first()
    .waitFor()
  await page.context().close()

  await provider.send('PUT', `${path}/settings`, { deletionPercent: 20, deletionMinimum: 100 })
  await deliver(provider, `${path}/submissions`, csv(all))
})
