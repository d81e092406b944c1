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
