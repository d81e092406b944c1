import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'

const browser = useBrowser()

interface Applied {
  readonly id: string
  readonly index: number
  readonly dataset: string
}

/** The newest entry of a load that came into force. */
async function applied(): Promise<Applied> {
  const auditor = await signIn('kiemtoan')
  const [entry] = itemsOf(await auditor.get('/journal/entries?event=warehouse.submission.applied&limit=1'))
  const { label } = entry?.['subject'] as { label: string }
  return { id: String(entry?.['id']), index: Number(entry?.['index']), dataset: label }
}

/** What the check on the page of an entry comes to. */
async function check(page: Page, id: string): Promise<string> {
  await page.goto(`${productUrl()}/journal/${id}`)
  await page.getByRole('button', { name: 'Kiểm chứng mục này' }).click()
  await page.getByRole('list', { name: 'Các bước kiểm chứng' }).waitFor()
  return page.getByRole('main').innerText()
}

/** The two files of an entry, as its page hands them out. */
async function filesOf(page: Page, id: string): Promise<{ proof: string; entry: string }> {
  await page.goto(`${productUrl()}/journal/${id}`)
  const saved = async (role: 'link' | 'button', name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole(role, { name }).click()])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString()
  }
  return {
    proof: await saved('link', 'Tải bằng chứng (.tlog-proof)'),
    entry: await saved('button', 'Tải nội dung mục (JSON)'),
  }
}

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

describe('an entry of the journal is checked in the browser (Điều 13.3)', () => {
  it('and found in its place under a signed checkpoint that nobody has witnessed yet', async () => {
    const page = await pageOf(browser(), 'kiemtoan')
    const { id, index } = await applied()
    const told = await check(page, id)
    expect(told).toContain('Mục này nằm nguyên vẹn trong nhật ký')
    expect(told).toContain('CHƯA CÓ NHÂN CHỨNG')
    expect(told).toMatch(new RegExp(`Bằng chứng đúng định dạng và nói về mục số:\\s+${String(index)}\\s`))
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
  })

  it.each<[string, (body: string) => string, string]>([
    [
      'the server shows another content',
      (body) => body.replace('"sent":', '"sent":1'),
      'Nội dung này không dẫn đến gốc',
    ],
    ['the server names another time', (body) => body.replace(/"at":"20/, '"at":"21'), 'Nội dung này không dẫn đến gốc'],
  ])('and the step that fails is named when %s', async (_when, change, reason) => {
    const page = await pageOf(browser(), 'kiemtoan')
    const { id } = await applied()
    await page.route(`**/api/v1/journal/entries/${id}`, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: change(await answer.text()) })
    })
    const told = await check(page, id)
    expect(told).toContain('Bằng chứng không khớp')
    expect(told).toContain(reason)
    expect(told).not.toContain('Mục này nằm nguyên vẹn')
    await page.context().close()
  })

  it('and a checkpoint that another key signed is refused', async () => {
    const page = await pageOf(browser(), 'kiemtoan')
    const { id } = await applied()
    await page.route(`**/api/v1/journal/entries/${id}/proof`, async (route) => {
      const answer = await route.fetch()
      const text = await answer.text()
      const bent = text.replace(
        /(— \S+ .{30})(.)/u,
        (_all, front: string, sign: string) => front + (sign === 'A' ? 'B' : 'A'),
      )
      await route.fulfill({ response: answer, body: bent })
    })
    expect(await check(page, id)).toContain('Mốc chốt không được ký bằng khóa của nhật ký.')
    await page.context().close()
  })
})

describe('the page for checking, without an account (Điều 4)', () => {
  it('proves an entry from the two files its page hands out, and refuses them when one is altered', async () => {
    const auditor = await pageOf(browser(), 'kiemtoan')
    const { id } = await applied()
    const { proof, entry } = await filesOf(auditor, id)
    await auditor.context().close()
    const context = await browser().newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await page.goto(`${productUrl()}/verify`)
    const input = page.locator('input[type=file]')
    await input.setInputFiles(file('muc.tlog-proof', proof))
    await page.getByText('Hãy thả thêm tệp JSON của mục nhật ký').waitFor()
    await input.setInputFiles(file('muc.json', entry))
    await page.getByText('Mục này nằm nguyên vẹn trong nhật ký').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await input.setInputFiles(file('muc.json', entry.replace('"v":1', '"v":1,"w":1')))
    await page.getByText('Nội dung này không dẫn đến gốc').waitFor()
    await page.getByRole('button', { name: 'Bỏ các tệp này' }).click()
    await page.getByText('Nội dung này không dẫn đến gốc').waitFor({ state: 'detached' })
    await input.setInputFiles(file('bien-nhan.jws', 'ab.cd.ef'))
    await page.getByText('Biên nhận không đạt').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await context.close()
  })
})

describe('an archive of evidence on the page for checking (Điều 4)', () => {
  it('is checked to the checkpoint, to the growth of the log and to the time-stamp, as far as there is one', async () => {
    const deliverer = await pageOf(browser(), 'hokhau')
    await deliverer.goto(productUrl())
    const { archive, isStamped } = await evidenceOf(deliverer)
    await deliverer.context().close()
    const page = await (await browser().newContext({ locale: 'vi-VN' })).newPage()
    await page.goto(`${productUrl()}/verify`)
    const bytes = Buffer.from(archive, 'base64')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'bang-chung.zip', mimeType: 'application/zip', buffer: bytes })
    await page
      .getByText(isStamped ? 'Nhật ký và thời điểm được chứng minh' : 'Mốc chốt chưa có dấu thời gian')
      .waitFor()
    await page.getByText('Nhật ký tại mốc chốt còn giữ nguyên vẹn phần đã nêu trong biên nhận').waitFor()
    await page.getByText('Mốc chốt trong gói được ký bằng đúng khóa của nhật ký').waitFor()
    expect(await page.getByRole('img', { name: 'Không đạt' }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
  })
})

/** The evidence of a delivery that came into force, as its deliverer has it. */
async function evidenceOf(page: Page): Promise<{ archive: string; isStamped: boolean }> {
  const archive = await page.evaluate(async () => {
    const list = await fetch('/api/v1/warehouse/submissions?state=applied&limit=1')
    const [one] = ((await list.json()) as { items: { id: string }[] }).items
    const answer = await fetch(`/api/v1/warehouse/submissions/${one?.id ?? ''}/evidence`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  return { archive, isStamped: Buffer.from(archive, 'base64').includes('checkpoint.tsr') }
}

describe('the journal is searched (Điều 13.3)', () => {
  it('by dataset and kind, with the whole search in the address, and each taken away by its own button', async () => {
    const page = await pageOf(browser(), 'kiemtoan')
    const { dataset } = await applied()
    await page.goto(`${productUrl()}/journal?dataset=${dataset}&event=warehouse.submission.applied&from=2020-01-01`)
    await page.getByText(/^Đang xem \d+ mục$/).waitFor()
    const search = page.getByRole('search', { name: 'Lọc nhật ký' })
    expect(await search.getByLabel('Từ ngày').inputValue()).toBe('01/01/2020')
    await search.getByLabel('Đến ngày').fill('02/01/2020')
    await page.getByText('Không có mục nào khớp').waitFor()
    expect(new URL(page.url()).searchParams.get('to')).toBe('2020-01-02')
    for (const left of [3, 2, 1, 0]) {
      await search.getByRole('button', { name: 'Xóa lựa chọn' }).first().click()
      await page.waitForFunction((count) => new URLSearchParams(location.search).size === count, left)
    }
    await page.context().close()
  })

  it('by a record: its history leads to the entries about what changed it', async () => {
    const page = await pageOf(browser(), 'yte')
    await page.goto(`${productUrl()}/journal?dataset=dan-toc&record=01`)
    await page.getByRole('link', { name: 'Mở lịch sử bản ghi' }).click()
    await page.getByRole('link', { name: 'Xem trong nhật ký' }).first().click()
    await page.getByRole('button', { name: 'Chỉ xem một đối tượng' }).waitFor()
    await page.getByText('Một đợt nộp đã được ghi vào bộ dữ liệu').first().waitFor()
    await page.context().close()
  })

  it('and its checkpoints are open to everybody', async () => {
    const context = await browser().newContext({ locale: 'vi-VN' })
    const page = await context.newPage()
    await page.goto(`${productUrl()}/journal/checkpoints`)
    await page
      .getByRole('button', { name: /^Tải mốc chốt/ })
      .first()
      .waitFor()
    await page.getByText('Khóa công khai của nhật ký').waitFor()
    await context.close()
  })
})
