import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import { askForProof, proveByPassword } from '../harness/step-up.ts'

const browser = useBrowser()
const statistics = 'Thống kê, phân tích, đánh giá, dự báo phục vụ lãnh đạo'
const lastDay = `30/6/${String(new Date().getFullYear() + 1)}`

async function choosePurpose(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Mục đích khai thác' }).click()
  await page.getByRole('option', { name }).click()
}

/** The tax office writes what it needs; a fault the server finds stands beside its field, and is mended there. */
async function ask(page: Page): Promise<void> {
  await page.goto(`${productUrl()}/datasets/dan-cu`)
  await page.getByRole('main').getByRole('link', { name: 'Đề nghị khai thác' }).click()
  await choosePurpose(page, statistics)
  await page.getByLabel('Cách hiển thị Họ và tên', { exact: true }).selectOption('Mã thay thế')
  await page.getByLabel('Cách hiển thị Số điện thoại').selectOption('Chỉ các ký tự cuối')
  await page.getByRole('combobox', { name: 'Phường, xã, đặc khu thường trú', exact: true }).fill('Sài Gòn')
  await page.getByRole('option', { name: 'Phường Sài Gòn (26740)' }).click()
  await page.getByLabel('Nhận thay đổi').check()
  await page.getByLabel('Ngày cuối cùng').fill(lastDay)
  await page.getByLabel('Căn cứ pháp lý').fill('Luật Quản lý thuế, Điều 14')
  await page.getByRole('button', { name: 'Gửi đề nghị' }).click()
  await page.getByLabel('Lý do').and(page.locator('[aria-invalid=true]')).waitFor()
  await page.getByLabel('Lý do').fill('Thống kê số người nộp thuế theo phường.')
  await page.getByRole('button', { name: 'Gửi đề nghị' }).click()
  const key = page.getByRole('row').filter({ hasText: 'so_dinh_danh' }).first()
  await key.getByText('cần nguyên giá trị của trường khóa này').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByLabel('Nhận thay đổi').uncheck()
  await page.getByRole('button', { name: 'Gửi đề nghị' }).click()
  await page.waitForURL(/\/grant-requests\/[\da-f-]{36}$/)
}

async function say(page: Page, act: string, answer: string, label: string): Promise<void> {
  await page.getByRole('button', { name: act, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: act })
  await dialog.getByLabel(answer).check()
  await dialog.getByLabel(label).fill('Phù hợp với mục đích thống kê, dữ liệu cá nhân đã che.')
  await dialog.getByRole('button', { name: 'Gửi', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** The instrument is registered with its file on the way, and a fresh proof is asked for before the consent is sent. */
async function consent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Đồng ý cho khai thác' }).click()
  const dialog = page.getByRole('dialog', { name: 'Đồng ý cho khai thác' })
  await dialog.getByRole('button', { name: 'Đăng ký văn bản' }).click()
  const register = page.getByRole('dialog', { name: 'Đăng ký văn bản' })
  const lines = { Số: '77/UBND-CNTT', 'Trích yếu': 'Đồng ý cho Thuế Thành phố khai thác dữ liệu dân cư' }
  const who = { 'Cơ quan ban hành': 'Ủy ban nhân dân Thành phố', 'Người ký': 'Chủ tịch' }
  const days = { 'Ngày ký': '01/01/2026', 'Có hiệu lực từ': '01/01/2026' }
  for (const [label, text] of Object.entries({ ...lines, ...who, ...days })) {
    await register.getByLabel(label, { exact: true }).fill(text)
  }
  const file = { name: '77.pdf', mimeType: 'application/pdf', buffer: Buffer.from('Văn bản số 77') }
  await register.locator('input[type=file]').setInputFiles(file)
  await register.getByText('77.pdf').waitFor()
  await register.getByRole('button', { name: 'Đăng ký', exact: true }).click()
  await register.waitFor({ state: 'detached' })
  const asked = await askForProof(page, '**/consent')
  await dialog.getByRole('button', { name: 'Đồng ý cho khai thác' }).click()
  await proveByPassword(page)
  await page.getByText('Đã đồng ý').first().waitFor()
  expect(asked()).toBe(2)
}

it('a unit is served what the Committee consented to, masked and in one ward, until it is revoked (Điều 11.2)', async () => {
  const tax = await pageOf(browser(), 'thue')
  await ask(tax)
  const request = tax.url()
  expect(await accessibilityFaults(tax)).toEqual([])

  const police = await pageOf(browser(), 'hokhau')
  await police.goto(`${productUrl()}/grant-requests`)
  await police.getByText('Chờ bạn cho ý kiến').waitFor()
  await police.goto(request)
  await say(police, 'Cho ý kiến', 'Đồng ý cho khai thác', 'Nội dung ý kiến')
  const coordinator = await pageOf(browser(), 'dieuphoi')
  await coordinator.goto(request)
  await say(coordinator, 'Rà soát', 'Đủ điều kiện, trình Ủy ban nhân dân Thành phố', 'Nội dung rà soát')
  const committee = await pageOf(browser(), 'uyban')
  await committee.goto(request)
  await consent(committee)

  await tax.goto(`${productUrl()}/datasets/dan-cu/records`)
  await choosePurpose(tax, statistics)
  await tax.getByRole('button', { name: 'Xem dữ liệu', exact: true }).click()
  await tax.getByRole('columnheader', { name: /Số điện thoại/ }).waitFor()
  expect(await tax.getByRole('columnheader', { name: /Ngày sinh|Địa chỉ/ }).count()).toBe(0)
  const seen = itemsOf(
    await (await signIn('thue')).get('/warehouse/datasets/dan-cu/records?limit=1000&purpose=thong-ke'),
  )
  const whole = '/warehouse/datasets/dan-cu/records?limit=1000&filter=ma_phuong_xa:eq:26740'
  const there = itemsOf(await (await signIn('hokhau')).get(whole))
  expect(seen).toHaveLength(there.length)
  expect(Object.keys(seen[0] ?? {}).toSorted()).toEqual(['ho_ten', 'so_dien_thoai'])
  const names = new Set(there.map((person) => person['ho_ten']))
  expect(seen.filter((person) => names.has(person['ho_ten']))).toEqual([])

  await committee.goto(`${productUrl()}/grants`)
  await committee
    .getByRole('link', { name: /Dân cư thường trú/ })
    .first()
    .click()
  await committee.getByRole('button', { name: 'Thu hồi' }).click()
  expect(await accessibilityFaults(committee)).toEqual([])
  const dialog = committee.getByRole('dialog', { name: 'Thu hồi' })
  await dialog.getByLabel('Lý do').fill('Không còn nhu cầu.')
  await dialog.getByRole('button', { name: 'Thu hồi' }).click()
  await committee.getByText('Đã thu hồi').first().waitFor()
  expect(await accessibilityFaults(committee)).toEqual([])

  await tax.reload()
  await tax
    .getByText(/đã bị thu hồi/)
    .first()
    .waitFor()
  expect(await tax.getByRole('columnheader', { name: /Số điện thoại/ }).count()).toBe(0)
  for (const page of [tax, police, coordinator, committee]) await page.context().close()
})

it('the coordinating department registers a purpose and retires it (Điều 11.1)', async () => {
  const page = await pageOf(browser(), 'dieuphoi')
  await page.goto(`${productUrl()}/purposes`)
  await page.getByRole('button', { name: 'Đăng ký mục đích' }).click()
  const dialog = page.getByRole('dialog', { name: 'Đăng ký mục đích' })
  await dialog.getByLabel('Mã', { exact: true }).fill('kiem-tra-chuyen-de')
  await dialog.getByLabel('Tên', { exact: true }).fill('Kiểm tra chuyên đề')
  await dialog.getByLabel('Tên tiếng Anh').fill('Themed inspection')
  await dialog.getByLabel('Căn cứ pháp lý').fill('Kế hoạch kiểm tra hằng năm')
  await dialog.getByLabel('Thuộc phạm vi của mọi đơn vị').check()
  await dialog.getByRole('button', { name: 'Đăng ký mục đích' }).click()
  await page.getByText('Kiểm tra chuyên đề').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Thôi dùng: Kiểm tra chuyên đề' }).click()
  const retire = page.getByRole('dialog')
  await retire.getByLabel('Lý do').fill('Đã kết thúc đợt kiểm tra.')
  await retire.getByRole('button', { name: 'Thôi dùng', exact: true }).click()
  await page.getByText(/Thôi dùng từ/).waitFor()
  expect(await page.getByRole('button', { name: 'Thôi dùng: Kiểm tra chuyên đề' }).count()).toBe(0)
  await page.context().close()
})
