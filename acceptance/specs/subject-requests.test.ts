import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import type { Client } from '../harness/client.ts'

const browser = useBrowser()
let coordinator: Client
/** The identity number of somebody among the generated residents. */
let number: string

beforeAll(async () => {
  coordinator = await signIn('dieuphoi')
  const police = await signIn('hokhau')
  const [resident] = itemsOf(await police.get('/warehouse/datasets/dan-cu/records?limit=1&purpose=nghiep-vu'))
  number = String(resident?.['so_dinh_danh'])
  const health = await signIn('yte')
  await health.get(
    `/warehouse/datasets/dan-cu/records/${number}?purpose=${encodeURIComponent('dich-vu-cong: Tiêm chủng')}`,
  )
})

describe('a person at the desk (Điều 18.2, Law 91/2025)', () => {
  it('asks who read their data, and is answered in the browser, with the document to take home', async () => {
    const page = await pageOf(browser(), 'dieuphoi')
    await page.goto(`${productUrl()}/subject-requests`)
    await page.getByRole('button', { name: 'Tiếp nhận yêu cầu' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
    await dialog.getByText('Hãy điền mục này.').first().waitFor()
    await dialog.getByRole('combobox', { name: 'Loại yêu cầu' }).or(dialog.getByRole('textbox', { name: 'Loại yêu cầu' })).first().click() // prettier-ignore
    await page.getByRole('option', { name: 'Biết ai đã đọc dữ liệu' }).click()
    await dialog.getByLabel('Họ và tên').fill('Người Thử')
    await dialog.getByLabel('Số định danh cá nhân').fill(number)
    await dialog.getByLabel('Nội dung yêu cầu').fill('Ai đã xem dữ liệu của tôi?')
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()

    await page.getByRole('heading', { level: 1, name: /Biết ai đã đọc dữ liệu/ }).waitFor()
    await page.getByText(/Phản hồi trước hết ngày/).waitFor()
    await page.getByRole('button', { name: 'Tra cứu', exact: true }).click()
    await page.getByText('Tiêm chủng').first().waitFor()
    await page.getByText('Sở Y tế').first().waitFor()
    expect(await page.getByText('Cán bộ dữ liệu Sở Y tế').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: /Văn bản gửi người dân/ }).click()
    expect((await download).suggestedFilename()).toMatch(/^subject-reads-.*\.docx$/)

    await page.getByRole('button', { name: 'Ghi phản hồi lần đầu' }).click()
    await page.getByLabel('Nội dung phản hồi').fill('Sẽ trả lời trong tuần')
    await page.getByRole('dialog').getByRole('button', { name: 'Ghi phản hồi lần đầu' }).click()
    await page
      .getByText(/Hạn thực hiện/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Trả lời', exact: true }).click()
    await page.getByLabel('Nội dung trả lời').fill('Đã gửi văn bản')
    await page.getByRole('dialog').getByRole('button', { name: 'Trả lời', exact: true }).click()
    await page.getByText('Đã trả lời').first().waitFor()
    await page.getByText('Đã gửi văn bản').waitFor()
    await page.context().close()
  })

  it('is told in the journal without name or number', async () => {
    const entries = itemsOf(await coordinator.get('/journal/entries?event=access.subjectRequest.received&limit=1'))
    expect(entries).toHaveLength(1)
    expect(JSON.stringify(entries)).not.toContain(number)
    expect(JSON.stringify(entries)).not.toContain('Người Thử')
  })
})

describe('the impact file of a dataset (Điều 18.2, Law 91/2025)', () => {
  it('is missing until its provider writes and confirms it, in the browser', async (context) => {
    const before = itemsOf(await coordinator.get('/access/impact-files')).find(({ code }) => code === 'dan-cu')
    if (before?.['status'] !== 'missing') return context.skip('the product under test had its file already')
    const page = await pageOf(browser(), 'hokhau')
    await page.goto(`${productUrl()}/impact-files/dan-cu`)
    await page.getByRole('button', { name: 'Soạn hồ sơ' }).click()
    for (const label of [
      'Mục đích xử lý',
      'Căn cứ pháp lý',
      'Thời hạn lưu giữ',
      'Rủi ro, tác động',
      'Biện pháp của đơn vị',
    ]) {
      await page.getByLabel(label).fill(`${label}: theo quy định`)
    }
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByRole('button', { name: 'Xác nhận bản 1' }).click()
    await page.getByText('Đã xác nhận').first().waitFor()
    await page.getByRole('button', { name: 'Soạn bản mới' }).click()
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Bản 2 mới là bản nháp; văn bản tải về là bản 1 đã xác nhận.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
    const after = itemsOf(await coordinator.get('/access/impact-files')).find(({ code }) => code === 'dan-cu')
    expect(after?.['status']).toBe('confirmed')
    const document = await coordinator.get('/access/impact-files/dan-cu/file.docx')
    expect(document.headers.get('content-type')).toContain('wordprocessingml')
  })
})
