import type { Page } from 'playwright-core'

/**
 * Has the next change at an address asked for a fresh proof, as it would be minutes later: the product's clock cannot be
 * moved from here, so its first answer is replaced. Gives how often the address was called.
 */
export async function askForProof(page: Page, address: string): Promise<() => number> {
  let asked = 0
  await page.route(address, async (route) => {
    if (route.request().method() !== 'POST' || (asked += 1) > 1) return route.continue()
    const problem = { type: '/problems/identity/step-up-required', code: 'identity.stepUpRequired', status: 403 }
    const json = { ...problem, title: 'x', remedy: 'x', ways: ['password'] }
    return route.fulfill({ status: 403, contentType: 'application/problem+json', json })
  })
  return () => asked
}

/** Gives the proof in the dialog that asks for it. */
export async function proveByPassword(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Xác nhận lại là bạn' })
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill('kho-demo-2026')
  await dialog.getByRole('button', { name: 'Xác nhận' }).click()
}
