import { expect, it } from 'vitest'
import { productUrl, useBrowser } from '../harness/browser.ts'

const browser = useBrowser()

it('is ready, and says so', async () => {
  const response = await fetch(`${productUrl()}/health/ready`)
  expect(response.status).toBe(200)
})

it('opens in Vietnamese, without a fault in the browser', async () => {
  const page = await browser().newPage({ locale: 'vi-VN' })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(productUrl(), { waitUntil: 'networkidle' })
  expect(await page.locator('html').getAttribute('lang')).toBe('vi')
  expect(await page.title()).toContain('Kho chung')
  expect(faults).toEqual([])
  await page.close()
})

it('knows in every part of the page who signed in, and forgets it when that person leaves (Điều 7.1)', async () => {
  const page = await browser().newPage({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
  await page.goto(productUrl())
  const bar = page.getByRole('banner')
  await bar.getByRole('link', { name: 'Đăng nhập' }).click()
  await page.getByLabel('Tên đăng nhập').fill('yte')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('kho-demo-2026')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  const menu = bar.getByRole('button', { name: /^Tài khoản/ })
  await menu.waitFor()
  await page.getByRole('link', { name: 'Lượt đọc của đơn vị' }).first().waitFor()
  expect(await bar.getByRole('link', { name: 'Đăng nhập' }).count()).toBe(0)
  await menu.click()
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await bar.getByRole('link', { name: 'Đăng nhập' }).waitFor()
  expect(await page.getByRole('link', { name: 'Lượt đọc của đơn vị' }).count()).toBe(0)
  await page.close()
})
