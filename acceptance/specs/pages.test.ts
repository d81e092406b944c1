import { generateKeyPairSync } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import { done } from '../harness/dataset.ts'

const browser = useBrowser()

/** Every page, and who looks at it. */
const pages: readonly (readonly [path: string, login: string | undefined])[] = [
  ['/', undefined],
  ['/', 'hokhau'],
  ['/sign-in', undefined],
  ['/datasets', undefined],
  ['/datasets?q=dan%20cu', undefined],
  ['/datasets?q=khongcogi', undefined],
  ['/datasets/dan-cu', 'hokhau'],
  ['/datasets/dan-cu/structure', undefined],
  ['/datasets/dan-toc/records', 'yte'],
  ['/datasets/dan-cu/records', 'yte'],
  ['/datasets/dan-toc/records?asOf=1', 'yte'],
  ['/datasets/dan-toc/records?density=compact&any=1~ma:eq:01&any=1~ten:contains:tay&none=ma:eq:02', 'yte'],
  ['/datasets/dan-cu/records', 'thue'],
  ['/datasets/dan-cu/quality', undefined],
  ['/datasets/dan-cu/quality', 'hokhau'],
  ['/datasets/dan-cu/api', 'yte'],
  ['/datasets/dan-toc/api?kind=filter&language=excel', undefined],
  ['/datasets/dan-toc/download?filter=ma:le:05', 'yte'],
  ['/exports', 'yte'],
  ['/datasets/dan-toc/history', 'yte'],
  ['/datasets/dan-toc/history', undefined],
  ['/datasets/dan-cu/submissions', 'hokhau'],
  ['/datasets/dan-toc/records/01', 'yte'],
  ['/', 'yte'],
  ['/readable', 'yte'],
  ['/readable?q=khongcogi', 'phuong.saigon'],
  ['/reads', 'thue'],
  ['/submit', 'hokhau'],
  ['/submit?dataset=dan-cu', 'hokhau'],
  ['/submissions', 'hokhau'],
  ['/notices', 'hokhau'],
  ['/desk/dan-cu', 'hokhau'],
  ['/submissions/:submission/mend', 'hokhau'],
  ['/submissions/:submission?changes=shown', 'hokhau'],
  ['/code-lists', undefined],
  ['/code-lists?at=2026-01-01', undefined],
  ['/code-lists/phuong-xa', undefined],
  ['/code-lists/phuong-xa?at=2024-01-01', undefined],
  ['/code-lists/tinh-thanh/changes', undefined],
  ['/code-lists/phuong-xa/uses', undefined],
  ['/code-lists/tinh-thanh/entries/79', undefined],
  ['/catalogue', undefined],
  ['/catalogue/1', undefined],
  ['/law', undefined],
  ['/policies', 'yte'],
  ['/law/:instrument', undefined],
  ['/law/calendar', undefined],
  ['/law/calendar?year=2027', undefined],
  ['/subject-requests', 'dieuphoi'],
  ['/subject-requests?state=all', 'hokhau'],
  ['/impact-files', 'dieuphoi'],
  ['/impact-files/dan-cu', 'hokhau'],
  ['/journal', 'kiemtoan'],
  ['/journal?dataset=dan-toc&record=01&from=2020-01-01', 'kiemtoan'],
  ['/journal?account=khongcoai', 'kiemtoan'],
  ['/journal/:entry', 'kiemtoan'],
  ['/journal/checkpoints', undefined],
  ['/journal/checkpoints', 'kiemtoan'],
  ['/verify', undefined],
  ['/journal/reads', 'kiemtoan'],
  ['/account', 'yte'],
  ['/clients', 'yte'],
  ['/clients/:client', 'yte'],
  ['/clients/:client', 'dieuphoi'],
  ['/clients/new', 'yte'],
  ['/clients/new', 'quantri'],
  ['/device', 'yte'],
  ['/device?user_code=BCDF-GHJK', 'yte'],
  ['/accounts', 'yte'],
  ['/account-requests?state=all', 'dieuphoi'],
  ['/reviews', 'dieuphoi'],
  ['/', 'quantri'],
  ['/organisations', undefined],
  ['/organisations?on=2025-06-30&q=da%20kao', 'thue'],
  ['/organisations/:unit', undefined],
  ['/organisations/:unit', 'dieuphoi'],
  ['/acts', 'kiemtoan'],
  ['/acts/new', 'dieuphoi'],
  ['/acts/:act', 'dieuphoi'],
  ['/problems/access/read-refused', undefined],
  ['/no/such/page', undefined],
]

const contexts = new Map<string, Promise<BrowserContext>>()
const idle = new Map<string, Page[]>()

/**
 * One browser a person, language and width, as it would be at a desk, and in it a page that nobody looks at just now: what
 * the portal is made of is fetched and read once. Gives the page and how to hand it back.
 */
async function pageFor(language: string, width: number, login: string | undefined) {
  const who = [language, width, login].join()
  const context = contexts.get(who) ?? open(language, width, login)
  contexts.set(who, context)
  const free = idle.get(who) ?? []
  idle.set(who, free)
  const page = free.pop() ?? (await (await context).newPage())
  return { page, handBack: () => free.push(page) }
}

async function open(language: string, width: number, login: string | undefined): Promise<BrowserContext> {
  const context = await browser().newContext({
    locale: language,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  })
  // The language somebody chose is kept by the browser; Vietnamese is what everybody meets first.
  await context.addInitScript(
    (chosen) => {
      localStorage.setItem('kho-language', chosen)
    },
    language.slice(0, 2),
  )
  if (login === undefined) return context
  const data = { login, password: 'kho-demo-2026' }
  await context.request.post(`${productUrl()}/api/v1/identity/sessions`, { data })
  return context
}

const client = `trang-${Math.random().toString(36).slice(2, 8)}`
beforeAll(async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keys = [publicKey.export({ format: 'jwk' })]
  await done(await signIn('yte'), 'POST', '/identity/clients', {
    ...{ code: client, kind: 'system', method: 'key', keys, roles: ['consumer'] },
    ...{ name: 'Hệ thống bệnh án điện tử liên thông các bệnh viện công lập Thành phố', purpose: 'Tra cứu dân cư' },
  })
})

/** Fills in what only the running product knows. */
async function resolve(path: string): Promise<string> {
  if (path.includes(':submission')) {
    const [submission] = itemsOf(await (await signIn('hokhau')).get('/warehouse/submissions?limit=1'))
    return path.replace(':submission', String(submission?.['id']))
  }
  if (path.includes(':instrument')) {
    const [instrument] = itemsOf(await (await signIn('hokhau')).get('/law/instruments?limit=1'))
    return path.replace(':instrument', String(instrument?.['id']))
  }
  if (path.includes(':client')) return path.replace(':client', client)
  if (path.includes(':unit')) {
    const [unit] = itemsOf(await (await signIn('yte')).get('/identity/organisations?q=cau%20ong%20lanh&limit=1'))
    return path.replace(':unit', String(unit?.['id']))
  }
  if (path.includes(':act')) {
    const [act] = itemsOf(await (await signIn('dieuphoi')).get('/identity/acts?limit=1'))
    return path.replace(':act', String(act?.['id']))
  }
  if (!path.includes(':entry')) return path
  const [entry] = itemsOf(await (await signIn('kiemtoan')).get('/journal/entries?limit=1'))
  return path.replace(':entry', String(entry?.['id']))
}

/** A busy machine rests between two requests: a page that has nothing yet, or something that loads, is not there. */
async function isThere(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null)
}

// Pages are only looked at, so several at once: one waits for its network while another is examined.
describe.concurrent.each([
  ['vi-VN', 1440],
  ['en-GB', 390],
] as const)('in %s at %i pixels', (language, width) => {
  it.each(pages)(
    '%s seen by %s has no fault for axe, no error in the browser and no sideways scroll',
    async (path, login) => {
      const { page, handBack } = await pageFor(language, width, login)
      const faults: string[] = []
      const onError = (error: Error) => faults.push(error.message)
      page.on('pageerror', onError)
      await page.goto(`${productUrl()}${await resolve(path)}`, { waitUntil: 'networkidle' })
      await isThere(page)
      expect(await accessibilityFaults(page)).toEqual([])
      // It was looked at whole only if no frame was left out.
      expect(page.frames()).toHaveLength(1)
      expect(faults).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
      expect(await page.locator('html').getAttribute('lang')).toBe(language.slice(0, 2))
      expect(await page.locator('h1').count()).toBe(1)
      page.off('pageerror', onError)
      handBack()
    },
  )
})

it('a page with faults is found to have them, down to the last row of a table', async () => {
  const page = await browser().newPage()
  const faulty = ['<img src="anh.png">', '<button aria-label="Lưu">Gửi</button>', '<img src="dong-60.png">'] as const
  const [image, button, last] = faulty
  const table = `<table>${'<tr><td>1</td></tr>'.repeat(59)}<tr><td>${last}</td></tr></table>`
  await page.setContent(
    `<html lang="vi"><title>Trang</title><main><h1>Trang</h1>${image}${button}${table}</main></html>`,
  )
  expect((await accessibilityFaults(page)).toSorted()).toEqual([
    `image-alt: ${image} ${last}`,
    `label-content-name-mismatch: ${button}`,
  ])
  await page.close()
})
