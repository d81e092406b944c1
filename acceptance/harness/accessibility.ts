import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** Off in axe as experimental: words seen on a control are part of its name, so that saying them presses it (WCAG 2.5.3). */
const rules = { 'label-content-name-mismatch': { enabled: true } }

/**
 * What axe finds wrong with a page, by all of its rules and one more: each rule and the elements that break it. The portal has no
 * frames, so axe runs in the page itself, is read once a document, and of what is in order it lists no elements.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const options: RunOptions = { resultTypes: ['violations'], rules }
  const { violations } = await page.evaluate((given) => window.axe.run(document, given), options)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}
