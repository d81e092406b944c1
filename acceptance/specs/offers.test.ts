import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'

const browser = useBrowser()

/** What somebody sees at an address once something they are meant to see is there; their page is closed after it. */
async function seen<T>(login: string, path: string, look: (page: Page) => Promise<T>): Promise<T> {
  const page = await pageOf(browser(), login)
  await page.goto(`${productUrl()}${path}`, { waitUntil: 'networkidle' })
  const found = await look(page)
  await page.context().close()
  return found
}

const countOf = (page: Page, role: 'button' | 'link', name: string) => page.getByRole(role, { name }).count()

describe('a delivery that was sent back', () => {
  let path = ''
  beforeAll(async () => {
    const letterForNumber = 'ma_ho,ma_dia_chi,ma_phuong_xa,so_thanh_vien\nHO00000000,DC00000000,26983,x\n'
    const { id, state } = await (await signIn('hokhau')).deliver('ho-gia-dinh', letterForNumber)
    expect(state).toBe('rejected')
    path = `/submissions/${String(id)}`
  })

  async function offers(page: Page): Promise<number[]> {
    await page.getByText('cần sửa, chưa dòng nào được ghi').waitFor()
    return [await countOf(page, 'link', 'Nộp lại'), await countOf(page, 'link', 'Tải tất cả lỗi (CSV)')]
  }

  it('offers its errors and to send again to its sender', async () => {
    expect(await seen('hokhau', path, offers)).toEqual([1, 1])
  })

  it.each(['yte', 'dieuphoi'])('offers %s neither, who would be refused both (Điều 10, 11.2)', async (login) => {
    expect(await seen(login, path, offers)).toEqual([0, 0])
  })
})

describe('data of a dataset', () => {
  it.each([
    ['yte', 1],
    ['dieuphoi', 0],
  ])('is offered to %s on the page of a delivery as far as they may read it', async (login, count) => {
    const applied = itemsOf(await (await signIn('hokhau')).get('/warehouse/submissions?limit=100')).find(
      ({ state, dataset }) => state === 'applied' && (dataset as { code: string }).code === 'dan-cu',
    )
    const offered = await seen(login, `/submissions/${String(applied?.['id'])}`, async (page) => {
      await page.getByText('Đã cập nhật bộ dữ liệu Dân cư').waitFor()
      return [await countOf(page, 'link', 'Xem dữ liệu'), await countOf(page, 'button', 'Xem các bản ghi')]
    })
    expect(offered).toEqual([count, count])
  })

  it('is called from the page by those who may read it; others are told why not', async () => {
    const path = '/datasets/dan-cu/api'
    const tries = async (page: Page) => {
      await page.getByRole('button', { name: 'Chạy thử' }).waitFor()
      return true
    }
    const told = async (page: Page) => {
      await page.getByText('Đơn vị bạn chưa được khai thác bộ dữ liệu này').waitFor()
      return (await countOf(page, 'button', 'Chạy thử')) > 0
    }
    expect(await seen('yte', path, tries)).toBe(true)
    expect(await seen('thue', path, told)).toBe(false)
    expect(await seen('dieuphoi', path, told)).toBe(false)
    expect(await seen('dieuphoi', `${path}?kind=state`, tries)).toBe(true)
  })
})
