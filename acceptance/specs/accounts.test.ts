import { describe, expect, it } from 'vitest'
import { issueAccount } from '../harness/account.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'
import type { Client } from '../harness/client.ts'

const browser = useBrowser()
const people = 40

/** Has the Department of Health ask for accounts, and the coordinator issue them. */
async function issueAccounts(health: Client, coordinator: Client): Promise<void> {
  const { unit } = (await health.get('/identity/session')).body as { unit: { id: string } }
  for (let number = 1; number <= people; number += 1) {
    const login = `soyte.${String(number).padStart(2, '0')}`
    const wanted = { unit: unit.id, login, name: 'Người Thử', roles: ['consumer', 'provider'] }
    expect(await issueAccount(health, coordinator, wanted)).toMatchObject({
      ...{ state: 'approved', decidedBy: 'dieuphoi' },
      activation: { address: expect.stringContaining('/activate#') as string },
    })
  }
}

describe('accounts of a unit (Điều 15.3)', () => {
  it('are reviewed by the keyboard alone, forty of them, and each step is taken back until they are sent', async (context) => {
    const [health, coordinator] = [await signIn('yte'), await signIn('dieuphoi')]
    const before = itemsOf(await coordinator.get('/identity/reviews'))
    if (before.length > 0) return context.skip('the product under test had its review of this quarter already')
    await issueAccounts(health, coordinator)
    expect((await health.send('POST', '/identity/reviews')).status).toBe(403)
    const review = String((await coordinator.send('POST', '/identity/reviews')).body['id'])

    const page = await pageOf(browser(), 'yte')
    await page.goto(`${productUrl()}/reviews/${review}`)
    await page.getByText(`Đã chọn 0/${String(people)}`).waitFor()
    for (let account = 1; account < people; account += 1) await page.keyboard.press('c')
    await page.keyboard.press('r')
    await page.keyboard.press('u')
    await page.getByText(`Đã chọn ${String(people - 1)}/${String(people)}`).waitFor()
    await page.keyboard.press('1')
    await page.getByRole('button', { name: `Gửi ${String(people)} câu trả lời` }).click()
    await page.getByText('Đã trả lời đủ cho đơn vị này.').waitFor()
    await page.context().close()

    const progress = itemsOf(await coordinator.get(`/identity/reviews/${review}/progress`))
    const ours = progress.find((each) => (each['unit'] as { name: string }).name === 'Sở Y tế')
    // The reviewer's own account is left to somebody else.
    expect(ours).toMatchObject({ accounts: people + 1, certified: people, revoked: 0, unanswered: 1 })
    const accounts = itemsOf(await health.get('/identity/accounts/own-unit?limit=100'))
    expect(accounts.filter(({ roles }) => (roles as string[]).length === 1)).toHaveLength(2)
  })

  it('are told in the journal without the names of people', async () => {
    const auditor = await signIn('kiemtoan')
    const [entry] = itemsOf(await auditor.get('/journal/entries?event=identity.account.issued&limit=1'))
    expect(JSON.stringify(entry)).not.toContain('Người Thử')
    expect(entry?.['payload']).toMatchObject({ name: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
  })
})
