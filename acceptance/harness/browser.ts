import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'

/** What keeps Chromium from calling home, which would only slow the tests and fail in a closed network. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Address of the product under test. */
export function productUrl(): string {
  return inject('productUrl')
}

/** One real browser for a test file; call it at the top of the file and ask it for the browser inside tests. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined
  beforeAll(async () => {
    const executablePath = process.env['KHO_CHROMIUM']
    if (executablePath === undefined) throw new Error('KHO_CHROMIUM does not name a browser; run the tests by npm test')
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    browser = await chromium.launch({ executablePath, args: [...quiet, ...asRoot] })
  })
  afterAll(() => browser?.close())
  return () => {
    if (browser === undefined) throw new Error('the browser is there inside tests only')
    return browser
  }
}

/** A page of somebody who has signed in; closing its context ends it. */
export async function pageOf(browser: Browser, login: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
  const data = { login, password: 'kho-demo-2026' }
  await context.request.post(`${productUrl()}/api/v1/identity/sessions`, { data })
  return context.newPage()
}
