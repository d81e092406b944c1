import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { signIn } from '../harness/client.ts'
import { datasetInForce, declare, done } from '../harness/dataset.ts'

const browser = useBrowser()
const code = 'tram-sac'
const key = { name: 'ma', title: 'Mã trạm', titleEn: 'Code', type: 'text', key: true, required: true }
const field = (name: string, title: string, type: string, more: object = {}) => ({
  ...{ name, title, titleEn: title, type },
  ...more,
})

/** A life: delivered, delivered wrongly, taken back, restored, carried into another structure. */
beforeAll(async () => {
  const provider = await signIn('xaydung')
  const first = [key, field('ten', 'Tên', 'text'), field('cho', 'Số chỗ', 'text'), field('ghi_chu', 'Ghi chú', 'text')]
  await datasetInForce(provider, code, first)
  await provider.deliver(code, 'ma,ten,cho,ghi_chu\nT1,Bến Thành,4,Trong hầm\nT2,Ba Son,6,\n')
  const wrong = await provider.deliver(code, 'ma,ten,cho,ghi_chu\nT1,Bến Thành,40,Trong hầm\n', '?load=incremental')
  const withdraw = async (id: unknown, statement: string) => {
    const order = await done(provider, 'POST', `/warehouse/submissions/${String(id)}/withdrawal`, { statement })
    return provider.ended(String(order['id']))
  }
  const withdrawal = await withdraw(wrong['id'], 'Nộp nhầm tệp')
  await withdraw(withdrawal['id'], 'Tệp ấy đúng')
  const carried = await declare(provider, code, {
    fields: [
      key,
      field('ten_tram', 'Tên trạm', 'text', { from: 'ten' }),
      field('cho', 'Số chỗ', 'integer', { convert: { from: 'cho', using: 'integer' } }),
    ],
    retired: ['ghi_chu'],
  })
  await provider.ended(String(carried))
})

/** What a happening of the timeline says, by its title. */
async function told(page: Page, title: string): Promise<string> {
  return page.getByRole('listitem').filter({ hasText: title }).first().innerText()
}

describe('the history of a dataset (Điều 5.2, 13.3)', () => {
  it('tells loads, withdrawals, restores and conversions apart, and what each structure changed', async () => {
    const page = await pageOf(browser(), 'yte')
    await page.goto(`${productUrl()}/datasets/${code}/history`)
    await page.getByText('Cập nhật lần 5: chuyển đổi cấu trúc').waitFor()
    expect(await told(page, 'Cập nhật lần 1: nộp toàn bộ')).toContain('thêm 2')
    expect(await told(page, 'Cập nhật lần 2: phần thay đổi')).toContain('Đã thu hồi ở lần 3')
    expect(await told(page, 'Cập nhật lần 3: thu hồi')).toMatch(/Thu hồi lần cập nhật 2 – Lý do: Nộp nhầm tệp/)
    expect(await told(page, 'Cập nhật lần 4: khôi phục')).toContain('Tệp ấy đúng')
    const structure = await told(page, 'Cấu trúc phiên bản 2, 3 trường')
    expect(structure).toContain('Đổi tên trường ten thành ten_tram')
    expect(structure).toContain('Đổi kiểu trường cho')
    expect(structure).toContain('Thôi dùng trường ghi_chu')
    await page.getByText('Đăng ký bộ dữ liệu').waitFor()
    await page.context().close()
  })

  it('opens an update to its records and cells, each under the structure of its time, for a stated purpose', async () => {
    const page = await pageOf(browser(), 'yte')
    await page.goto(`${productUrl()}/datasets/${code}/history`)
    const update = page.getByRole('listitem').filter({ hasText: 'Cập nhật lần 5: chuyển đổi cấu trúc' })
    await update.getByRole('link', { name: 'Xem bản ghi đã thay đổi' }).click()
    await page.getByRole('combobox', { name: 'Mục đích khai thác' }).click()
    await page.getByRole('option', { name: 'Nghiệp vụ chuyên ngành của cơ quan' }).click()
    await page.getByLabel('Nội dung cụ thể').fill('Đối chiếu số chỗ sạc')
    await page.getByRole('button', { name: 'Xem dữ liệu', exact: true }).click()
    await page.getByRole('button', { name: 'Trước và sau: T1' }).click()
    const cells = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'T1', exact: true }) })
    await cells.getByText('Ghi chú').waitFor()
    const text = await cells.innerText()
    expect(text).toMatch(/Số chỗ \(trước là Văn bản, nay là Số nguyên\)/)
    expect(text).toMatch(/Ghi chú[\s\S]*Trong hầm[\s\S]*Không có/)
    // A renamed field is the same field: nothing of it changed.
    expect(text).not.toContain('Bến Thành')
    await page.context().close()
  })

  it('shows a visitor the structures and the catalogue, and where to sign in for the rest', async () => {
    const page = await browser().newPage({ locale: 'vi-VN' })
    await page.goto(`${productUrl()}/datasets/${code}/history`)
    await page.getByText('Cấu trúc phiên bản 2').waitFor()
    await page.getByText('Hãy đăng nhập để xem cả các lần cập nhật dữ liệu.').waitFor()
    expect(await page.getByText('Cập nhật lần').count()).toBe(0)
    await page.close()
  })
})
