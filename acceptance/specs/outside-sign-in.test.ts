import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { clientWith } from '../harness/client.ts'
import { useNewcomers } from '../harness/newcomer.ts'
import { outsideName } from '../harness/outside-provider.ts'
import { askForProof, proveByPassword } from '../harness/step-up.ts'

const browser = useBrowser()
const { coordinator, activated } = useNewcomers(browser)

const without = 'the product under test lets no provider outside sign people in'
async function hasOutside(): Promise<boolean> {
  const { body } = await clientWith({}).get('/identity/sign-in-ways')
  return (body['outside'] as { name: string } | null)?.name === outsideName
}

/** Goes from the sign-in page of the portal through that of the provider, and back. */
async function signInAs(subject: string, how: 'Bằng mật khẩu' | 'Bằng khóa'): Promise<Page> {
  const context = await browser().newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${productUrl()}/sign-in`)
  await page.getByRole('link', { name: `Đăng nhập qua ${outsideName}` }).click()
  await page.getByLabel('Tên').fill(subject)
  await page.getByRole('button', { name: how }).click()
  await page.waitForURL(`${productUrl()}/**`)
  return page
}

/** The dialog with the links of an account, as whoever looks after them opens it. */
async function openLinks(login: string, account: string, unit: string): Promise<{ page: Page; dialog: Locator }> {
  const page = await pageOf(browser(), login)
  await page.goto(`${productUrl()}/account-requests`)
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: `Đăng nhập qua ${outsideName}` }) })
  const field = section.getByRole('combobox', { name: 'Đơn vị' })
  await field.fill(unit)
  await page.getByRole('option').first().waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await section.getByRole('button', { name: `Liên kết của ${account}` }).press('Enter')
  return { page, dialog: page.getByRole('dialog') }
}

const desk = (page: Page) => page.getByRole('link', { name: 'Bàn làm việc' }).first()

it('nobody gets an account by signing in at a provider outside: they are told what to give to the coordinator (Điều 7.1)', async (ctx) => {
  if (!(await hasOutside())) ctx.skip(without)
  const page = await signInAs('nguoi-la-079', 'Bằng khóa')
  await page.getByText('Bạn chưa được liên kết với tài khoản nào').waitFor()
  await page.getByText('nguoi-la-079', { exact: true }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect((await page.request.get(`${productUrl()}/api/v1/identity/session`)).ok()).toBe(true)
  expect(await desk(page).count()).toBe(0)
  const { body } = await coordinator().get('/identity/accounts?limit=1000')
  expect(JSON.stringify(body)).not.toContain('nguoi-la-079')
  await page.context().close()
})

it('whom a coordinator linked signs in there, and holds guarded roles once a second person confirmed, and only as acr says (Điều 15.3)', async (ctx) => {
  if (!(await hasOutside())) ctx.skip(without)
  const newcomer = await activated(['coordinator', 'consumer'])
  const subject = `can-bo-${newcomer.login}`
  const { unit } = (await coordinator().get('/identity/session')).body as { unit: { name: string } }

  const first = await openLinks('dieuphoi', newcomer.login, unit.name)
  const asked = await askForProof(first.page, '**/outside-links')
  await first.dialog.getByRole('button', { name: 'Liên kết', exact: true }).press('Enter')
  await first.dialog.getByLabel('Mã định danh ở nơi đăng nhập').fill(subject)
  expect(await accessibilityFaults(first.page)).toEqual([])
  await first.dialog.getByRole('button', { name: 'Liên kết', exact: true }).press('Enter')
  await proveByPassword(first.page)
  await first.dialog.getByText('Chưa có người thứ hai xác nhận').waitFor()
  expect(asked()).toBe(2)

  const alone = await signInAs(subject, 'Bằng khóa')
  await alone.getByText('Chưa dùng được vai trò: Cơ quan điều phối').waitFor()
  await alone.context().close()

  const second = await openLinks('quantri', newcomer.login, unit.name)
  await second.dialog.getByRole('button', { name: /^Xác nhận liên kết từ/ }).press('Enter')
  await second.dialog.getByLabel('Mã định danh ở nơi đăng nhập').fill(subject)
  expect(await accessibilityFaults(second.page)).toEqual([])
  await second.dialog.getByRole('button', { name: 'Xác nhận', exact: true }).press('Enter')
  await second.dialog.getByText('Chưa có người thứ hai xác nhận').waitFor({ state: 'hidden' })

  const phished = await signInAs(subject, 'Bằng mật khẩu')
  await phished.getByText('Chưa dùng được vai trò: Cơ quan điều phối').waitFor()
  await phished.goto(`${productUrl()}/acts/new`)
  await phished.getByText('Trang này không thuộc vai trò của bạn').waitFor()
  expect(await accessibilityFaults(phished)).toEqual([])

  const resistant = await signInAs(subject, 'Bằng khóa')
  await desk(resistant).waitFor()
  await resistant.goto(`${productUrl()}/acts/new`)
  await resistant.getByLabel('Nội dung').waitFor()
  expect(await resistant.getByText('Chưa dùng được vai trò').count()).toBe(0)
  for (const page of [newcomer.page, first.page, second.page, phished, resistant]) await page.context().close()
})
