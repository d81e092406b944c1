import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { signIn } from '../harness/client.ts'
import { datasetInForce } from '../harness/dataset.ts'

const browser = useBrowser()
const dataset = 'tram-sac-mat'
const rows = 'ma,ten\nTS1,Trạm sạc số một\nTS2,Trạm sạc số hai\n'
const reason = 'Chữ trên bảng là tên sản phẩm, không phải độ mật'

async function ready() {
  const provider = await signIn('xaydung')
  const fields = [
    { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true },
    { name: 'ten', title: 'Tên', titleEn: 'Name', type: 'text' },
  ]
  await datasetInForce(provider, dataset, fields)
  return provider
}

/** Presses a button of an incident's page, gives the reason and sends it. */
async function decide(page: Page, button: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Lý do').fill(reason)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

it('stops a file with a mark, tells its sender what to do, and lets it go on when two persons release it (Điều 1.2)', async () => {
  const provider = await ready()
  const profile = encodeURIComponent(JSON.stringify({ header: { row: 2, rows: 1 } }))
  const sealed = await provider.deliver(dataset, `[MẬT] Danh sách\n${rows}`, `?fileName=tram.csv&profile=${profile}`)
  expect(sealed).toMatchObject({ state: 'sealed', fileName: null })
  const id = String(sealed['incident'])
  const sender = await pageOf(browser(), 'xaydung')
  await sender.goto(`${productUrl()}/submissions/${String(sealed['id'])}`)
  await sender.getByText('Tệp bị dừng vì mang dấu hiệu bí mật nhà nước').first().waitFor()
  await sender
    .getByText(/Không gửi lại tệp/)
    .first()
    .waitFor()
  await sender.getByRole('link', { name: 'Xem sự cố' }).click()
  await sender.getByText('Đã mã hóa và niêm phong').waitFor()
  expect(await sender.getByRole('button', { name: 'Đề nghị gỡ niêm phong' }).count()).toBe(0)
  expect(await accessibilityFaults(sender)).toEqual([])

  const coordinator = await pageOf(browser(), 'dieuphoi')
  await coordinator.goto(`${productUrl()}/incidents`)
  await coordinator.getByText('Mật – ở phần chữ trên bảng hoặc dòng tiêu đề, dòng 1, cột 1').first().waitFor()
  expect(await accessibilityFaults(coordinator)).toEqual([])
  await coordinator.goto(`${productUrl()}/incidents/${id}`)
  await decide(coordinator, 'Đề nghị gỡ niêm phong')
  await coordinator.getByText('Chờ xác nhận gỡ').first().waitFor()
  expect(await coordinator.getByRole('button', { name: 'Xác nhận gỡ niêm phong' }).count()).toBe(0)

  const committee = await pageOf(browser(), 'uyban')
  await committee.goto(`${productUrl()}/incidents/${id}`)
  await decide(committee, 'Xác nhận gỡ niêm phong')
  await committee.getByText('Đã gỡ niêm phong').first().waitFor()
  expect(await provider.ended(String(sealed['id']))).toMatchObject({ state: 'applied', fileName: 'tram.csv' })
  for (const page of [sender, coordinator, committee]) await page.context().close()
})

it('stops a file in the preview of the portal, shows nothing of it, and lets its sender go on after the release (Điều 1.2)', async () => {
  const page = await pageOf(browser(), 'xaydung')
  await page.goto(`${productUrl()}/submit?dataset=${dataset}`)
  await page.getByText('Nộp toàn bộ', { exact: true }).waitFor()
  const buffer = Buffer.from(rows.replace('số hai', 'số ba'))
  await page.locator('input[type=file]').setInputFiles({ name: 'TOI_MAT_tram.csv', mimeType: 'text/csv', buffer })
  await page.getByText('Tệp bị dừng vì mang dấu hiệu bí mật nhà nước').first().waitFor()
  expect(await page.getByRole('main').innerText()).not.toContain('Trạm sạc số ba')
  const officer = await signIn('dieuphoi')
  const { body } = await officer.get('/access/incidents?state=open')
  const [incident] = body['items'] as { id: string; upload: string | null }[]
  expect(incident?.upload).not.toBeNull()
  const id = incident?.id ?? ''
  expect((await officer.send('POST', `/access/incidents/${id}/release-request`, { reason })).status).toBe(200)
  const decision = { decision: 'confirm', reason }
  expect((await (await signIn('uyban')).send('POST', `/access/incidents/${id}/release`, decision)).status).toBe(200)
  await page.goto(`${productUrl()}/incidents/${id}`)
  await page.getByRole('link', { name: 'Nộp tiếp tệp này' }).click()
  await page.getByRole('button', { name: 'Cách đọc đã đúng, tiếp tục' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Nộp dữ liệu' }).click()
  await page.waitForURL(/\/submissions\/[0-9a-f-]{36}/)
  await page.getByText('Bảng đối soát').first().waitFor()
  await page.context().close()
})

it('reads on a phone', async () => {
  const context = await browser().newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  const data = { login: 'dieuphoi', password: 'kho-demo-2026' }
  await context.request.post(`${productUrl()}/api/v1/identity/sessions`, { data })
  const page = await context.newPage()
  await page.goto(`${productUrl()}/incidents`)
  await page.getByRole('main').getByRole('listitem').first().waitFor()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await context.close()
})
