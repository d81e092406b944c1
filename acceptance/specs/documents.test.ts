import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'

const browser = useBrowser()

/** Fills in the form that is open and sends it. */
async function add(page: Page, file: { name: string; content: string }, version: string): Promise<void> {
  const { name, content } = file
  const dialog = page.getByRole('dialog')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
  await dialog.getByLabel('Phiên bản', { exact: true }).fill(version)
  await dialog.getByRole('button', { name: 'Thêm', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

it('takes a document and its next version from the provider and hands both to a reader (Điều 10)', async () => {
  const provider = await pageOf(browser(), 'doanhnghiep')
  await provider.goto(`${productUrl()}/desk/doanh-nghiep`)
  await provider.getByRole('button', { name: 'Thêm tài liệu' }).click()
  await provider.getByRole('dialog').getByRole('button', { name: 'Thêm', exact: true }).click()
  await provider.getByText('Hãy chọn tệp.').waitFor()
  await provider.getByText('Hãy ghi phiên bản, ví dụ 1.0.').waitFor()
  await add(provider, { name: 'Tu_dien du lieu.md', content: '# Từ điển, bản đầu' }, '1.0')
  await provider.getByRole('button', { name: 'Phiên bản mới của “Tu dien du lieu”' }).click()
  await add(provider, { name: 'tu-dien.md', content: '# Từ điển, bản sau' }, '2.0')
  await provider.context().close()

  const reader = await pageOf(browser(), 'yte')
  await reader.goto(`${productUrl()}/datasets/doanh-nghiep`)
  await reader.getByText(/phiên bản 2\.0/).waitFor()
  expect(await reader.getByText(/phiên bản 1\.0/).count()).toBe(0)
  await reader.getByLabel('Hiện cả các phiên bản cũ').check()
  const first = reader.getByRole('listitem').filter({ hasText: 'phiên bản 1.0' })
  expect(await first.innerText()).toContain('Đã có phiên bản mới')
  const [download] = await Promise.all([
    reader.waitForEvent('download'),
    first.getByRole('link', { name: 'Tải về Tu_dien du lieu.md' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toBe('# Từ điển, bản đầu')
  await reader.goto(`${productUrl()}/datasets/doanh-nghiep/history`)
  await reader.getByText('Tài liệu “Tu dien du lieu” có phiên bản 2.0').waitFor()
  await reader.context().close()

  // The dataset is internal: a visitor sees that there are documents, not what they hold.
  const visitor = await browser().newPage({ locale: 'vi-VN' })
  await visitor.goto(`${productUrl()}/datasets/doanh-nghiep`)
  await visitor.getByText('Hãy đăng nhập để mở các tệp này.').waitFor()
  expect(await visitor.getByRole('link', { name: /^Tải về Tu/ }).count()).toBe(0)
  await visitor.close()
})
