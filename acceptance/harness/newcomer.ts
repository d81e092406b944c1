import type { Browser, Page } from 'playwright-core'
import { beforeAll } from 'vitest'
import { issueAccount } from './account.ts'
import { itemsOf, signIn, type Body, type Client } from './client.ts'
import { done } from './dataset.ts'
import { pageWithAuthenticator, productByName, type PageWithAuthenticator } from './passkeys.ts'

/** A person with an account of their own, whose page stands on it; their passkey is in that page's authenticator. */
export type Newcomer = PageWithAuthenticator & { readonly login: string }

/** The two who issue accounts and open links, and people who come that way. */
export interface Newcomers {
  readonly coordinator: () => Client
  /** An account of the coordinator's unit whose person has registered a passkey. */
  readonly activated: (roles: readonly string[]) => Promise<Newcomer>
}

/** Call it at the top of a test file. */
export function useNewcomers(browser: () => Browser): Newcomers {
  let clients: { readonly coordinator: Client; readonly administrator: Client } | undefined
  beforeAll(async () => {
    clients = { coordinator: await signIn('dieuphoi'), administrator: await signIn('quantri') }
  })
  const known = () => {
    if (clients === undefined) throw new Error('newcomers are there inside tests only')
    return clients
  }
  let count = 0
  return {
    coordinator: () => known().coordinator,
    activated: async (roles) => {
      const { coordinator, administrator } = known()
      const { unit } = (await coordinator.get('/identity/session')).body as { unit: { id: string } }
      const login = `nguoi.moi.${String((count += 1))}.${Math.random().toString(36).slice(2, 7)}`
      const wanted = { login, name: 'Người Mới', unit: unit.id, roles }
      const { activation } = await issueAccount(administrator, coordinator, wanted)
      const { address, needsRelease } = activation as { address: string; needsRelease: boolean }
      const opened = await pageWithAuthenticator(browser())
      const { page } = opened
      await page.goto(byName(address))
      if (needsRelease) await typeCode(page, await release(administrator, login))
      await page.getByRole('button', { name: 'Tạo khóa truy cập' }).click()
      await page.waitForURL('**/account')
      return { ...opened, login }
    },
  }
}

export function byName(address: string): string {
  return address.replace(/^http:\/\/[^/]+/, productByName())
}

/** Has the administrator release the link that the coordinator asked for; gives its code. */
async function release(administrator: Client, login: string): Promise<string> {
  const waiting: readonly Body[] = itemsOf(await administrator.get('/identity/links/waiting'))
  const link = waiting.find(({ account }) => (account as { login: string }).login === login)
  return String((await done(administrator, 'POST', `/identity/links/${String(link?.['id'])}/release`))['code'])
}

export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Mã mở liên kết').fill(code)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
}
