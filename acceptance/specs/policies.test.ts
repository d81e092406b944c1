import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { signIn } from '../harness/client.ts'

const browser = useBrowser()
const folder = path.resolve(import.meta.dirname, '../../server/policies')
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.cedar'))
  .map((name) => ({ name, mimeType: 'text/plain', buffer: readFileSync(path.join(folder, name)) }))
const stricter = {
  ...{ name: 'them.cedar', mimeType: 'text/plain' },
  buffer: Buffer.from(`
    @id("onlyOwn") @clause("Điều 11.2")
    @vi("Tạm thời chỉ đơn vị cung cấp được xem “{dataset}”.") @en("For the time being only its provider reads “{dataset}”.")
    @remedyVi("Chờ thông báo của cơ quan điều phối.") @remedyEn("Wait for word from the coordinating department.")
    forbid (principal, action == Action::"read", resource)
    when { resource == Dataset::"benh-truyen-nhiem-khong-co" };`),
}
const reason = 'Thử siết việc khai thác một bộ dữ liệu'

async function propose(page: Page, files: readonly { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.goto(`${productUrl()}/policies`)
  await page.getByRole('button', { name: 'Đề nghị sửa đổi' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles([...files])
  await dialog.getByLabel('Lý do').fill(reason)
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click()
}

it('policies are read by clause, changed by one, rehearsed and approved by another, by an instrument (Điều 11.2)', async () => {
  const coordinator = await pageOf(browser(), 'dieuphoi')
  await propose(coordinator, [...shipped, stricter])
  await coordinator.waitForURL(/\/policies\/\d+$/)
  await coordinator.getByText('onlyOwn: sau khi sửa').waitFor()
  await coordinator.getByRole('button', { name: 'Diễn tập trên 30 ngày qua' }).click()
  await coordinator.getByText('Không quyết định nào thay đổi').waitFor()
  expect(await coordinator.getByRole('button', { name: 'Chấp thuận' }).count()).toBe(0)
  expect(await accessibilityFaults(coordinator)).toEqual([])

  const committee = await pageOf(browser(), 'uyban')
  await committee.goto(coordinator.url())
  await committee.getByRole('button', { name: 'Chấp thuận', exact: true }).click()
  const dialog = committee.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Văn bản chấp thuận' }).click()
  await committee.getByRole('option').first().click()
  await dialog.getByRole('button', { name: 'Chấp thuận', exact: true }).click()
  await committee.getByText('Đang áp dụng').first().waitFor()
  expect(await accessibilityFaults(committee)).toEqual([])

  await committee.goto(`${productUrl()}/policies`)
  await committee.getByText(/Đang áp dụng chính sách sửa đổi theo đề nghị số \d+/).waitFor()
  await committee.getByText('onlyOwn', { exact: true }).waitFor()
  await committee.getByRole('heading', { name: 'Điều 11.2' }).waitFor()

  // As it was, for what else is tried in this city.
  await propose(coordinator, shipped)
  await coordinator.waitForURL((url) => /\/policies\/\d+$/.test(url.pathname) && url.href !== committee.url())
  const number = Number(coordinator.url().split('/').at(-1))
  const officer = await signIn('uyban')
  const { body } = await officer.get('/law/instruments?limit=1')
  const [instrument] = body['items'] as { id: string }[]
  const approval = { instrument: instrument?.id }
  expect((await officer.send('POST', `/access/policy-sets/${String(number)}/approval`, approval)).status).toBe(200)
  for (const page of [coordinator, committee]) await page.context().close()
})

it('files that are no policies are refused with each fault, and nothing is proposed', async () => {
  const page = await pageOf(browser(), 'dieuphoi')
  const broken = { ...stricter, buffer: Buffer.from('permit (principal, action, resource);') }
  await propose(page, [...shipped, broken])
  await page.getByText('Các tệp này không phải là một bộ chính sách dùng được').waitFor()
  await page.getByText('Thiếu chú giải @clause.').waitFor()
  await page.context().close()
})
