import { expect, it } from 'vitest'
import { productUrl, useBrowser } from '../harness/browser.ts'

const browser = useBrowser()

it('takes an officer from sign-in over a faulty file to a balance that adds up (Điều 10, 17)', async () => {
  const page = await browser().newPage({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
  await page.goto(`${productUrl()}/sign-in`)
  await page.getByLabel('Tên đăng nhập').fill('noivu')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('kho-demo-2026')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByText('Sở Nội vụ').first().waitFor()

  const csv = (await (
    await page.request.get(`${productUrl()}/api/v1/warehouse/datasets/dan-toc/records?limit=100`)
  ).json()) as {
    items: Record<string, string | null>[]
  }
  const columns = Object.keys(csv.items[0] ?? {})
  const line = (row: Record<string, string | null>) => columns.map((name) => `"${row[name] ?? ''}"`).join(',')
  const good = [columns.join(','), ...csv.items.map(line)].join('\n')
  const bad = good.replace('"01"', '"1x"').replace('"02"', '""')

  const submit = async (name: string, content: string) => {
    await page.goto(`${productUrl()}/submit?dataset=dan-toc`)
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
    await page.getByRole('button', { name: 'Nộp tệp này' }).click()
    await page.waitForURL(/\/submissions\/[0-9a-f-]{36}/)
  }
  await submit('sai.csv', bad)
  await page
    .getByText(/không được để trống|để trống ở/)
    .first()
    .waitFor()
  await submit('dung.csv', good)
  await page.getByText('Bảng đối soát').first().waitFor()
  const figures = await page.getByRole('main').innerText()
  expect(figures).toMatch(/54/)
  await page.close()
})
