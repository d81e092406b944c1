import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import type { Client } from '../harness/client.ts'

const browser = useBrowser()

it('makes a file of what a table shows, hands it over under its digest and takes it away (Điều 11)', async () => {
  const page = await pageOf(browser(), 'yte')
  await page.goto(`${productUrl()}/datasets/dan-toc/records?filter=ma:le:05`)
  await page.getByRole('link', { name: 'Tải về thành tệp' }).click()
  await page.getByText('Tệp gồm các bản ghi thỏa điều kiện dưới đây.').waitFor()
  await page.getByRole('radio', { name: /^NDJSON/ }).check()
  await page.getByRole('button', { name: 'Tạo tệp' }).click()
  const line = page.getByRole('listitem').filter({ hasText: '.ndjson' }).first()
  await line.getByText('Đã xong').waitFor()
  expect(await line.innerText()).toContain('5 bản ghi')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    line.getByRole('link', { name: /^Tải về/ }).click(),
  ])
  const content = await readFile(await download.path())
  expect(content.toString().trim().split('\n')).toHaveLength(5)
  const digest = await line.locator('code').getAttribute('title')
  expect(digest).toBe(createHash('sha256').update(content).digest('hex'))
  // The download stands among the reads of the unit, with the same digest.
  const reads = itemsOf(await (await signIn('yte')).get('/journal/reads/own?dataset=dan-toc'))
  expect(reads.find(({ action }) => action === 'export')).toMatchObject({ rows: 5, digest })

  await page.getByRole('link', { name: 'Tệp của mọi bộ dữ liệu' }).click()
  await page.getByRole('heading', { name: 'Tệp đã tạo' }).waitFor()
  await page.getByRole('button', { name: `Xóa tệp ${download.suggestedFilename()}` }).click()
  await page.getByText('Đơn vị bạn chưa tạo tệp nào').waitFor()
  await page.context().close()
})

it('asks for the purpose before a file of confidential data, and refuses those whom the catalogue does not allow', async () => {
  const page = await pageOf(browser(), 'yte')
  await page.goto(`${productUrl()}/datasets/dan-cu/download`)
  await page.getByRole('combobox', { name: 'Mục đích khai thác' }).click()
  await page.getByRole('option', { name: 'Cung cấp dịch vụ công cho người dân, doanh nghiệp' }).click()
  await page.getByLabel('Nội dung cụ thể').fill('Lập danh sách tiêm chủng')
  await page.getByRole('button', { name: 'Xem dữ liệu', exact: true }).click()
  await page.getByRole('button', { name: 'Tạo tệp' }).waitFor()
  await page.context().close()

  const refused = await pageOf(browser(), 'thue')
  await refused.goto(`${productUrl()}/datasets/dan-cu/download`)
  await refused
    .getByText(/Điều 11\.2/)
    .first()
    .waitFor()
  expect(await refused.getByRole('button', { name: 'Tạo tệp' }).count()).toBe(0)
  await refused.context().close()
})

it('stops a file that is still waiting or being made, and keeps none of it (Điều 11)', async () => {
  const hospital = await signIn('yte')
  const wish = { format: 'xlsx', purpose: 'dich-vu-cong: Lập danh sách tiêm chủng' }
  // Enough work before it that the last one is still to come when its button is pressed.
  for (let place = 0; place < 8; place += 1) await hospital.send('POST', '/warehouse/datasets/dan-cu/exports', wish)
  const { id } = (await hospital.send('POST', '/warehouse/datasets/dan-cu/exports', wish)).body
  const page = await pageOf(browser(), 'yte')
  await page.goto(`${productUrl()}/exports`)
  // The newest stands first.
  await page.getByRole('button', { name: 'Dừng' }).first().click()
  await page.getByRole('listitem').filter({ hasText: 'Đã dừng' }).first().waitFor()
  const { body } = await hospital.get(`/warehouse/exports/${String(id)}`)
  expect(body).toMatchObject({ state: 'cancelled', digest: null })
  expect((await hospital.get(`/warehouse/exports/${String(id)}/content`)).status).toBe(409)
  await page.context().close()
  // The first time what is under way is stopped, the second time it is taken away.
  for (let left = await files(hospital); left.length > 0; left = await files(hospital))
    for (const each of left) await hospital.send('DELETE', `/warehouse/exports/${String(each['id'])}`)
})

async function files(client: Client) {
  return itemsOf(await client.get('/warehouse/exports'))
}
