import { describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { issueAccount } from '../harness/account.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import type { Client } from '../harness/client.ts'
import { done } from '../harness/dataset.ts'
import { askForProof, proveByPassword } from '../harness/step-up.ts'

const browser = useBrowser()
const future = '01/01/2040'

/** Chooses a unit or instrument as people do: some of its words, then the first that is offered. */
async function choose(scope: Page | Locator, label: string, words: string): Promise<void> {
  const field = scope.getByRole('combobox', { name: label, exact: true })
  await field.fill(words)
  await field.page().getByRole('option').first().waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
}

/** Opens a new act with its head filled in. */
async function begin(page: Page, title: string, day = future): Promise<void> {
  await page.goto(`${productUrl()}/acts/new`)
  await page.getByLabel('Nội dung').fill(title)
  await choose(page, 'Văn bản quyết định', '5086')
  await page.getByLabel('Ngày có hiệu lực').fill(day)
}

/** Adds a step by the keyboard alone. */
async function add(page: Page, kind: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Thêm việc' }).press('Enter')
  await page.getByRole('menuitem', { name: kind, exact: true }).press('Enter')
  return page.getByRole('group').last()
}

async function prepare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lập và xem tác động' }).press('Enter')
}

/** Units of these names, all by one act that took effect months ago. */
async function createUnits(coordinator: Client, names: readonly string[]): Promise<readonly string[]> {
  const instrument = itemsOf(await coordinator.get('/law/instruments?q=5086'))[0]?.['id']
  const tree = itemsOf(await coordinator.get('/identity/organisations/tree'))
  const unit = { kind: 'department', parent: tree.find(({ kind }) => kind === 'city')?.['id'] }
  const act = await done(coordinator, 'POST', '/identity/acts', {
    ...{ title: 'Thành lập để chia thử', instrument, effectiveOn: '2026-01-05' },
    steps: names.map((name) => ({ step: 'create', unit: { ...unit, name, nameEn: name } })),
  })
  const path = `/identity/acts/${String(act['id'])}`
  const { digest } = (await coordinator.get(`${path}/effect`)).body
  const { effect } = await done(coordinator, 'POST', `${path}/confirmation`, { digest })
  const { units } = effect as { units: readonly { id: string; name: string }[] }
  return names.map((name) => units.find((each) => each.name === name)?.id ?? '')
}

/** Gives a unit two accounts and some datasets. */
async function fill(coordinator: Client, unit: string, datasets: readonly string[]): Promise<void> {
  const administrator = await signIn('quantri')
  for (const login of ['chia.mot', 'chia.hai']) {
    await issueAccount(administrator, coordinator, { unit, login, name: 'Người Thử', roles: ['provider'] })
  }
  const about = { kind: 'shared', classification: 'internal', updateMethod: 'full', updateFrequency: 'monthly' }
  const words = { description: '', descriptionEn: '', licence: 'Nội bộ', contact: 'Phòng Tổng hợp' }
  for (const code of datasets) {
    await done(coordinator, 'POST', '/catalogue/datasets', {
      ...{ ...about, ...words, code, name: `Sổ ${code}`, nameEn: code, provider: unit, consumers: [{ group: 'all' }] },
    })
  }
}

describe('an act that changes units (Điều 2)', () => {
  it('is written by the keyboard, shows its whole effect, is confirmed with a fresh proof, waits for its day and is withdrawn', async () => {
    const page = await pageOf(browser(), 'dieuphoi')
    await begin(page, 'Sáp nhập thử Sở Xây dựng')
    const merge = await add(page, 'Sáp nhập')
    await choose(merge, 'Các đơn vị bị sáp nhập', 'xay dung')
    await choose(merge, 'Sáp nhập vào', 'quy hoach')
    const create = await add(page, 'Thành lập')
    await create.getByLabel('Tên mới').fill('Trung tâm Thử nghiệm')
    await choose(create, 'Trực thuộc', 'khoa hoc')
    await create.getByLabel('Mã mới').fill('000.00.77.H29')
    await prepare(page)
    await page.getByText('Không có vướng mắc nào.').waitFor()
    await page.getByText('Sở Xây dựng → Sở Quy hoạch - Kiến trúc').waitFor()
    await page.getByText('Cấp mã: 000.00.77.H29').waitFor()
    for (const row of [/^1 tài khoản .* xaydung/, /^1 đầu mối .* Đầu mối cung cấp/, /^2 bộ dữ liệu .* dia-chi/]) {
      await page.getByRole('row', { name: row }).waitFor()
    }
    expect(await accessibilityFaults(page)).toEqual([])
    const asked = await askForProof(page, '**/confirmation')
    await page.getByRole('button', { name: `Xác nhận, có hiệu lực từ ${future}` }).press('Enter')
    await proveByPassword(page)
    await page.getByText('Chờ ngày có hiệu lực').waitFor()
    expect(asked()).toBe(2)
    await page.getByRole('button', { name: 'Rút lại' }).press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Rút lại' }).press('Enter')
    await page.getByText('Đã rút lại').waitFor()
    await page.context().close()
  })

  it('that splits a unit gives single accounts and datasets to a chosen successor, and the rest to the first', async () => {
    const page = await pageOf(browser(), 'dieuphoi')
    await begin(page, 'Chia thử Sở Xây dựng')
    const split = await add(page, 'Chia tách')
    await choose(split, 'Đơn vị bị chia', 'xay dung')
    await choose(split, 'Chia thành', 'quy hoach')
    await choose(split, 'Chia thành', 'khoa hoc')
    await split.getByText('phần còn lại chuyển cho Sở Quy hoạch - Kiến trúc').waitFor()
    await choose(split, 'Tài khoản giao cho Sở Khoa học và Công nghệ', 'xaydung')
    await choose(split, 'Bộ dữ liệu giao cho Sở Khoa học và Công nghệ', 'dia-chi')
    await page.keyboard.press('Escape')
    expect(await accessibilityFaults(page)).toEqual([])
    await prepare(page)
    await page.getByText('Không có vướng mắc nào.').waitFor()
    for (const row of [
      /^1 tài khoản .*Sở Khoa học và Công nghệ.* xaydung/,
      /^1 đầu mối .*Sở Khoa học và Công nghệ.* Đầu mối cung cấp/,
      /^1 bộ dữ liệu Sở Xây dựng Sở Khoa học và Công nghệ dia-chi/,
      /^1 bộ dữ liệu Sở Xây dựng Sở Quy hoạch - Kiến trúc/,
    ]) {
      await page.getByRole('row', { name: row }).waitFor()
    }
    await page.getByRole('button', { name: 'Rút lại' }).press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Rút lại' }).press('Enter')
    await page.getByText('Đã rút lại').waitFor()
    await page.context().close()
  })

  it('that splits a unit takes effect today: each successor has what it was given, as the pages of the units show', async () => {
    const coordinator = await signIn('dieuphoi')
    const [east, west] = ['Trung tâm Đông thử', 'Trung tâm Tây thử'] as const
    const [source = '', first = '', second = ''] = await createUnits(coordinator, ['Trung tâm Nguồn thử', east, west])
    await fill(coordinator, source, ['chia-mot', 'chia-hai-a', 'chia-hai-b'])
    const { on } = (await coordinator.get('/identity/organisations/tree')).body
    const today = String(on).split('-').reverse().join('/')

    const page = await pageOf(browser(), 'dieuphoi')
    await begin(page, 'Chia Trung tâm Nguồn thử', today)
    const split = await add(page, 'Chia tách')
    await choose(split, 'Đơn vị bị chia', 'trung tam nguon thu')
    await choose(split, 'Chia thành', 'trung tam dong thu')
    await choose(split, 'Chia thành', 'trung tam tay thu')
    await choose(split, `Tài khoản giao cho ${west}`, 'chia.hai')
    await split.getByRole('combobox', { name: `Bộ dữ liệu giao cho ${west}`, exact: true }).fill('chia-hai')
    await page.getByRole('option', { name: 'Chọn tất cả mục khớp “chia-hai”' }).click()
    await split.getByText('Đã chọn 2').waitFor()
    await page.keyboard.press('Escape')
    await prepare(page)
    await page.getByText('Không có vướng mắc nào.').waitFor()
    const asked = await askForProof(page, '**/confirmation')
    await page.getByRole('button', { name: `Xác nhận, có hiệu lực từ ${today}` }).press('Enter')
    await proveByPassword(page)
    await page.getByText('Đã có hiệu lực').first().waitFor()
    expect(asked()).toBe(2)
    expect(await accessibilityFaults(page)).toEqual([])

    for (const [unit, login, datasets] of [
      [first, 'chia.mot', ['chia-mot']],
      [second, 'chia.hai', ['chia-hai-a', 'chia-hai-b']],
    ] as const) {
      await page.goto(`${productUrl()}/organisations/${unit}`)
      await page.getByRole('cell', { name: login, exact: true }).waitFor()
      expect(await page.getByRole('cell', { name: /^chia\./ }).count()).toBe(1)
      await page.getByRole('link', { name: 'Bộ dữ liệu cung cấp' }).click()
      for (const code of datasets) await page.getByRole('link', { name: `Sổ ${code}` }).waitFor()
      expect(await page.getByRole('link', { name: /^Sổ chia-/ }).count()).toBe(datasets.length)
    }
    await page.goto(`${productUrl()}/organisations/${source}`)
    for (const name of [east, west]) await page.getByRole('link', { name }).first().waitFor()
    await page.context().close()
  })

  it('that would leave something to nobody says what stands in its way and cannot be confirmed', async () => {
    const page = await pageOf(browser(), 'dieuphoi')
    await begin(page, 'Giải thể thử Công an Thành phố')
    await choose(await add(page, 'Giải thể'), 'Đơn vị', 'cong an')
    await prepare(page)
    await page.getByText(/Có \d+ vướng mắc/).waitFor()
    expect(await page.getByRole('button', { name: 'Xác nhận' }).isDisabled()).toBe(true)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
  })

  it('that lacks something is not sent; the first field in question has the focus, and nothing typed is lost', async () => {
    const page = await pageOf(browser(), 'dieuphoi')
    await begin(page, 'Đổi tên thử')
    const rename = await add(page, 'Đổi tên')
    await rename.getByLabel('Tên mới').fill('Sở Mới')
    await prepare(page)
    await rename.getByText('Hãy chọn đơn vị.').waitFor()
    const focused = await rename
      .getByRole('combobox', { name: 'Đơn vị', exact: true })
      .evaluate((field) => field.matches(':focus'))
    expect(focused).toBe(true)
    await page.keyboard.press('Escape')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.reload()
    expect(await page.getByLabel('Tên mới').inputValue()).toBe('Sở Mới')
    await page.context().close()
  })
})

describe('the reorganisation of 1 July 2025 in the history of the demo (Điều 2)', () => {
  it('ended 22 districts and the 273 units below them in one act; 168 began, and nobody ended without a successor', async () => {
    const client = await signIn('dieuphoi')
    const kindsOn = async (day: string) => {
      const items = itemsOf(await client.get(`/identity/organisations/tree?on=${day}`))
      const byKind = Map.groupBy(items, ({ kind }) => String(kind))
      return new Map([...byKind].map(([kind, each]) => [kind, each.length]))
    }
    expect(Object.fromEntries(await kindsOn('2025-06-30'))).toEqual({ city: 1, district: 22, ward: 210, commune: 63 })
    const after = { ward: 113, commune: 54, 'special-zone': 1 }
    expect(Object.fromEntries(await kindsOn('2025-07-01'))).toEqual({ city: 1, department: 19, ...after })
    const today = itemsOf(await client.get('/identity/organisations/tree'))
    expect(today.filter(({ kind }) => kind === 'district')).toEqual([])
    expect(today.filter(({ kind }) => String(kind) in after)).toHaveLength(168)
    const acts = itemsOf(await client.get('/identity/acts?limit=100'))
    const reform = acts.find(({ effectiveOn }) => effectiveOn === '2025-07-01')
    const { effect } = (await client.get(`/identity/acts/${String(reform?.['id'])}`)).body
    const { units } = effect as { units: { becomes: string; successors: string[] }[] }
    const ended = units.filter(({ becomes }) => becomes === 'ended')
    expect(units.filter(({ becomes }) => becomes === 'created')).toHaveLength(168)
    expect(ended).toHaveLength(22 + 273)
    const living = new Set(today.map(({ id }) => id))
    expect(
      ended.filter(({ successors }) => successors.length === 0 || !successors.every((id) => living.has(id))),
    ).toEqual([])
  })
})

describe('a unit', () => {
  it('of before the reorganisation is found on its days, and leads to those that took over', async () => {
    const page = await (await browser().newContext({ locale: 'vi-VN' })).newPage()
    await page.goto(`${productUrl()}/organisations`)
    await page.getByLabel('Vào ngày').fill('15/06/2025')
    await page.getByText('296 đơn vị vào ngày 15/06/2025').waitFor()
    await page.getByRole('link', { name: 'Ủy ban nhân dân Quận 1', exact: true }).click()
    await page.getByText('Hoạt động đến hết ngày 30/06/2025').waitFor()
    await page.getByRole('link', { name: 'Ủy ban nhân dân phường Sài Gòn' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ủy ban nhân dân phường Sài Gòn' }).waitFor()
    await page.context().close()
  })

  it('without a focal point is shown to the coordinator, who names one and hands over on a day (Điều 17.1, 18.1)', async () => {
    const page = await pageOf(browser(), 'dieuphoi')
    await page.goto(`${productUrl()}/organisations`)
    const gap = page.getByRole('listitem').filter({ hasText: 'Thiếu đầu mối khai thác' })
    await gap.getByRole('link', { name: 'Thuế Thành phố' }).click()
    await page.getByRole('heading', { level: 1, name: 'Thuế Thành phố' }).waitFor()
    await page.getByText('Thiếu đầu mối khai thác').waitFor()
    for (const [name, day] of [
      ['Người Thử Một', '01/10/2026'],
      ['Người Thử Hai', future],
    ] as const) {
      await page.getByRole('button', { name: 'Phân công đầu mối' }).press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByText('Đầu mối khai thác').click()
      await dialog.getByText('Chưa có tài khoản', { exact: true }).click()
      await dialog.getByLabel('Họ tên').fill(name)
      await dialog.getByLabel('Chức vụ').fill('Phó Trưởng Thuế')
      await dialog.getByLabel('Điện thoại').fill('028 3822 0000')
      await dialog.getByLabel('Từ ngày').fill(day)
      expect(await accessibilityFaults(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Phân công' }).press('Enter')
      await dialog.waitFor({ state: 'hidden' })
      const point = page.getByRole('listitem').filter({ hasText: `${name}, Phó Trưởng Thuế` })
      await point.getByRole('link', { name: '028 3822 0000' }).waitFor()
    }
    await page.getByText('từ 01/10/2026 đến 31/12/2039').waitFor()
    await page.getByText('Thiếu đầu mối khai thác').waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('has its focal point shown where its data is shown, as provider and as user', async () => {
    const page = await pageOf(browser(), 'thue')
    await page.goto(`${productUrl()}/datasets/dan-cu`)
    const particulars = page.getByRole('complementary', { name: 'Thông tin thêm' })
    await particulars.getByText('Tài khoản hokhau').waitFor()
    await particulars.getByText('Tài khoản yte').waitFor()
    await page.context().close()
  })
})
