import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import { workbookOf } from '../harness/workbook.ts'

const browser = useBrowser()

/** The list of peoples as a file: its rows as they stand, each cell in quotes. */
async function peoples(): Promise<string[][]> {
  const items = itemsOf(await (await signIn('noivu')).get('/warehouse/datasets/dan-toc/records?limit=100'))
  const columns = Object.keys(items[0] ?? {})
  return [columns, ...items.map((item) => columns.map((name) => (item[name] ?? '') as string))]
}

const csv = (rows: readonly (readonly string[])[], delimiter: string) =>
  rows.map((cells) => cells.map((cell) => `"${cell}"`).join(delimiter)).join('\r\n')

async function signedIn(): Promise<Page> {
  const page = await browser().newPage({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
  await page.goto(`${productUrl()}/sign-in`)
  await page.getByLabel('Tên đăng nhập').fill('noivu')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('kho-demo-2026')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByText('Sở Nội vụ').first().waitFor()
  return page
}

/** Chooses a file and waits until it is shown how it is read. */
async function choose(page: Page, name: string, content: Buffer): Promise<void> {
  await page.goto(`${productUrl()}/submit?dataset=dan-toc`)
  await page.getByText('Nộp toàn bộ', { exact: true }).waitFor()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: content })
  await page.getByRole('button', { name: 'Cách đọc đã đúng, tiếp tục' }).waitFor()
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cách đọc đã đúng, tiếp tục' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Nộp dữ liệu' }).click()
  await page.waitForURL(/\/submissions\/[0-9a-f-]{36}/)
}

it('takes an officer from sign-in over a faulty file to a balance that adds up (Điều 10, 17)', async () => {
  const page = await signedIn()
  const good = csv(await peoples(), ',')
  await choose(page, 'sai.csv', Buffer.from(good.replace('"01"', '"1x"').replace('"02"', '""')))
  await send(page)
  await page
    .getByText(/không được để trống|để trống ở/)
    .first()
    .waitFor()
  await choose(page, 'dung.csv', Buffer.from(good))
  await send(page)
  await page.getByText('Bảng đối soát').first().waitFor()
  expect(await page.getByRole('main').innerText()).toMatch(/54/)
  await page.close()
})

it('recognises a file with semicolons in UTF-16, says why, and delivers it once its reader agrees', async () => {
  const page = await signedIn()
  const content = Buffer.from(`\uFEFF${csv(await peoples(), ';')}`, 'utf16le')
  await choose(page, 'tu-excel.csv', content)
  expect(await page.getByLabel('Bảng mã').first().inputValue()).toBe('UTF-16LE')
  expect(await page.getByLabel('Dấu ngăn cột').first().inputValue()).toBe('Dấu chấm phẩy ( ; )')
  await page.getByText(/khi dùng dấu này/).waitFor()
  // A reload loses nothing: the file is there and how it is read.
  await page.reload()
  await send(page)
  await page.getByText('Bảng đối soát').first().waitFor()
  expect(await page.getByRole('main').innerText()).toMatch(/54/)
  await page.close()
})

it('counts what was written in another way by field, and remembers a way of reading until it is told to forget', async () => {
  const page = await signedIn()
  const content = Buffer.from(csv(await peoples(), ';').normalize('NFD'))
  await choose(page, 'tu-mac.csv', content)
  await page.getByLabel('Nhớ cách đọc này cho bộ dữ liệu').check()
  await send(page)
  const table = page.getByRole('region', { name: 'Giá trị được viết lại khi đọc' })
  await table.getByText('Ghép dấu vào chữ (NFC)').first().waitFor()
  const profile = '/warehouse/datasets/dan-toc/profile'
  const provider = await signIn('noivu')
  expect((await provider.get(profile)).body['profile']).toMatchObject({ delimiter: ';', compose: true })

  await choose(page, 'tu-mac-2.csv', content)
  await page.getByText('Theo cách đọc đã nhớ').waitFor()
  await page.getByRole('button', { name: 'Cách đọc đã đúng, tiếp tục' }).click()
  await page.getByText('Bộ dữ liệu này đang nhớ một cách đọc').waitFor()
  await page.getByRole('button', { name: 'Quên cách đọc này' }).click()
  await page.getByText('Bộ dữ liệu này đang nhớ một cách đọc').waitFor({ state: 'hidden' })
  expect((await provider.get(profile)).body['profile']).toBeNull()
  await page.close()
})

it('asks which of several sheets is meant, and delivers that one alone (Điều 5.2)', async () => {
  const page = await signedIn()
  const rows = await peoples()
  const file = await workbookOf({ 'Tháng 9': rows.slice(0, 20), 'Tháng 10': rows })
  await choose(page, 'hai-trang.xlsx', file)
  await page.getByText(/Các trang Tháng 9, Tháng 10 khớp như nhau/).waitFor()
  const next = page.getByRole('button', { name: 'Cách đọc đã đúng, tiếp tục' })
  expect(await next.isDisabled()).toBe(true)
  await page.getByLabel('Trang tính').first().click()
  await page.getByRole('option', { name: 'Tháng 10' }).click()
  await page.getByText(/khớp như nhau/).waitFor({ state: 'hidden' })
  await send(page)
  await page.getByText('Bảng đối soát').first().waitFor()
  expect(await page.getByRole('main').innerText()).toMatch(/54/)
  await page.close()
})
