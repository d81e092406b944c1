import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'

const browser = useBrowser()
const words = 'Danh sách hộ dân được gửi cho một công ty bất động sản'
const reason = 'Đã đối chiếu với nhật ký đọc, có căn cứ'

/** Presses a button of a violation's page, gives the reason and sends it. */
async function order(page: Page, button: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Lý do, nội dung').fill(reason)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function report(page: Page): Promise<string> {
  await page.goto(`${productUrl()}/violations`)
  await page.getByRole('link', { name: 'Báo cáo vi phạm' }).first().click()
  await page.getByRole('combobox', { name: 'Hành vi' }).click()
  await page.getByRole('option', { name: 'Mua bán, chia sẻ dữ liệu trái phép (khoản 2)' }).click()
  await page.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await page.getByText('Hãy viết ít nhất 10 ký tự.').waitFor()
  await page.getByLabel('Nội dung').fill(words)
  await page.getByLabel('Số mục nhật ký làm chứng cứ (nếu có)').fill('0, 1')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await page.waitForURL(/\/violations\/[0-9a-f-]{36}$/)
  return page.url()
}

it('is reported by anybody, seen at once by the Committee and the coordinator, and ended by two persons (Điều 11.4, 19.2)', async () => {
  const reporter = await pageOf(browser(), 'xaydung')
  const address = await report(reporter)
  await reporter.getByText('Báo cáo đã đến Ủy ban nhân dân Thành phố và cơ quan điều phối.').waitFor()
  expect(await reporter.getByRole('button', { name: 'Thụ lý' }).count()).toBe(0)
  expect(await reporter.getByRole('heading', { name: 'Chứng cứ' }).count()).toBe(0)
  expect(await accessibilityFaults(reporter)).toEqual([])

  const coordinator = await pageOf(browser(), 'dieuphoi')
  await coordinator.goto(`${productUrl()}/violations`)
  await coordinator.getByText('Chưa xem').first().waitFor()
  expect(await accessibilityFaults(coordinator)).toEqual([])
  await coordinator.goto(address)
  await coordinator.getByText('Nguyên vẹn, đúng với nhật ký').waitFor()
  await coordinator.getByText(words).first().waitFor()
  await order(coordinator, 'Thụ lý')
  await coordinator.getByText('Đang xem xét').first().waitFor()
  await order(coordinator, 'Đề xuất: có vi phạm')
  await coordinator.getByText('Chờ quyết định').first().waitFor()
  expect(await coordinator.getByRole('button', { name: 'Quyết định như đề xuất' }).count()).toBe(0)
  expect(await accessibilityFaults(coordinator)).toEqual([])

  const committee = await pageOf(browser(), 'uyban')
  await committee.goto(address)
  await order(committee, 'Quyết định như đề xuất')
  await committee.getByText('Đã kết luận có vi phạm.').waitFor()
  await committee.getByText('Nhắc nhở').first().waitFor()
  await reporter.reload()
  await reporter.getByText('Đã kết luận có vi phạm.').waitFor()
  for (const page of [reporter, coordinator, committee]) await page.context().close()
})

it('that must be notified has its clocks and its documents, and what was sent is noted', async () => {
  const reporter = await pageOf(browser(), 'xaydung')
  const address = await report(reporter)
  const page = await pageOf(browser(), 'dieuphoi')
  await page.goto(address)
  await page.getByRole('main').getByRole('button', { name: 'Ghi nhận sự cố', exact: true }).click()
  const dialog = page.getByRole('dialog')
  for (const label of ['Diễn biến, nguyên nhân', 'Phạm vi ảnh hưởng', 'Biện pháp đã và sẽ thực hiện']) {
    await dialog.getByLabel(label).fill(reason)
  }
  await dialog.getByText('Có liên quan đến dữ liệu cá nhân').click()
  await dialog.getByRole('button', { name: 'Ghi nhận sự cố', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('Thông báo vi phạm dữ liệu cá nhân (72 giờ)').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải văn bản' }).first().click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^thong-bao-.*-first\.docx$/)
  await page.getByRole('button', { name: 'Ghi đã gửi' }).first().click()
  await dialog.getByLabel('Nơi nhận').fill('Công an Thành phố')
  await dialog.getByLabel('Số, ký hiệu văn bản đã gửi').fill('12/TB-SKHCN')
  await dialog.getByRole('button', { name: 'Ghi đã gửi' }).click()
  await page.getByText('Đã gửi đúng hạn').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  for (const each of [reporter, page]) await each.context().close()
})

it('reads on a phone', async () => {
  const context = await browser().newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  const data = { login: 'dieuphoi', password: 'kho-demo-2026' }
  await context.request.post(`${productUrl()}/api/v1/identity/sessions`, { data })
  const page = await context.newPage()
  for (const path of ['/violations', '/violations/report']) {
    await page.goto(`${productUrl()}${path}`)
    await page.getByRole('main').getByRole('heading').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  }
  await page.goto(`${productUrl()}/violations`)
  await page.getByRole('main').getByRole('listitem').first().getByRole('link').first().click()
  await page.getByRole('heading', { name: 'Nội dung vụ việc' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await context.close()
})
