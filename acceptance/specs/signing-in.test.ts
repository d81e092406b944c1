import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../harness/accessibility.ts'
import { pageOf, productUrl, useBrowser } from '../harness/browser.ts'
import { clientWith, signIn } from '../harness/client.ts'
import { done } from '../harness/dataset.ts'
import { byName, typeCode, useNewcomers } from '../harness/newcomer.ts'
import { askForProof, proveByPassword } from '../harness/step-up.ts'
import { pageWithAuthenticator, productByName, type PageWithAuthenticator } from '../harness/passkeys.ts'

const browser = useBrowser()
const { coordinator, activated } = useNewcomers(browser)

async function signOut({ page }: PageWithAuthenticator): Promise<void> {
  await page.getByRole('button', { name: /^Tài khoản của/ }).click()
  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click()
  await page.getByRole('link', { name: 'Đăng nhập' }).first().waitFor()
  await page.goto(`${productByName()}/sign-in`)
}

const byPasskey = ({ page }: PageWithAuthenticator) =>
  page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).click()
const desk = ({ page }: PageWithAuthenticator) => page.getByRole('link', { name: 'Bàn làm việc' }).first().waitFor()
const refused = ({ page }: PageWithAuthenticator) => page.getByText('Khóa truy cập không được chấp nhận').waitFor()

describe('a passkey in a real browser', () => {
  it('is registered by the activation link and opens the account from then on, with every role (Điều 15.3)', async () => {
    const person = await activated(['coordinator', 'consumer'])
    await person.page.getByText('Khóa đầu tiên').waitFor()
    await signOut(person)
    await byPasskey(person)
    await desk(person)
    await person.page.goto(`${productByName()}/account`)
    await person.page.getByText('Đơn vị khai thác, Cơ quan điều phối').first().waitFor()
    await person.page.context().close()
  })

  it('opens nothing when the device did not verify who uses it', async () => {
    const person = await activated(['consumer'])
    await signOut(person)
    await person.verifies(false)
    await byPasskey(person)
    await person.page.getByText('Bạn đã đóng hộp thoại của trình duyệt').waitFor()
    await person.verifies(true)
    await byPasskey(person)
    await desk(person)
    await person.page.context().close()
  })

  it('is answered once: what was sent is worth nothing a second time', async () => {
    const person = await activated(['consumer'])
    await person.page.addInitScript(() => {
      const get = navigator.credentials.get.bind(navigator.credentials)
      navigator.credentials.get = async (options) => {
        const credential = await get(options)
        localStorage.setItem('sent', JSON.stringify(credential))
        return credential
      }
    })
    await signOut(person)
    await byPasskey(person)
    await desk(person)
    const passkey: unknown = JSON.parse(await person.page.evaluate(() => localStorage.getItem('sent') ?? ''))
    const cookies = await person.page.context().cookies()
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const again = await clientWith({ cookie, 'x-csrf-token': await csrfTokenOf(person.page) }).send(
      ...(['POST', '/identity/passkey-sessions', { passkey }] as const),
    )
    expect([again.status, again.body['code']]).toEqual([401, 'identity.attemptOver'])
    await person.page.context().close()
  })

  it('is refused once its counter has gone back, and the owner sees that there is a copy', async () => {
    const person = await activated(['consumer'])
    await signOut(person)
    await byPasskey(person)
    await desk(person)
    await signOut(person)
    await person.turnBack(1)
    await byPasskey(person)
    await refused(person)
    await person.turnBack(50)
    await byPasskey(person)
    await desk(person)
    await person.page.goto(`${productByName()}/account`)
    await person.page.getByText('Khóa bị sao chép').first().waitFor()
    await person.page.context().close()
  })

  it('opens nothing any more once its person has set up anew how they sign in, by a link of the coordinator', async () => {
    const person = await activated(['consumer'])
    await signOut(person)
    const { body } = await coordinator().get('/identity/accounts?limit=1000')
    const { id } = (body['items'] as { id: string; login: string }[]).find(({ login }) => login === person.login) ?? {}
    const link = await done(coordinator(), 'POST', `/identity/accounts/${String(id)}/links`)
    const anew = await pageWithAuthenticator(browser())
    await anew.page.goto(byName(String(link['address'])))
    await anew.page.getByRole('button', { name: 'Tạo khóa truy cập' }).click()
    await anew.page.waitForURL('**/account')
    await byPasskey(person)
    await refused(person)
    for (const { page } of [person, anew]) await page.context().close()
  })

  it('of a coordinator is recovered by two: one sends the link from the page of the unit, another releases it and tells the code', async () => {
    const person = await activated(['coordinator'])
    const { login } = person
    const sender = await pageOf(browser(), 'dieuphoi')
    const { unit } = (await coordinator().get('/identity/session')).body as { unit: { id: string } }
    await sender.goto(`${productUrl()}/organisations/${unit.id}`)
    await sender.getByRole('button', { name: `Gửi liên kết cho ${login}` }).press('Enter')
    await sender.getByRole('button', { name: 'Tạo liên kết' }).press('Enter')
    await sender.getByText('Một người thứ hai phải mở liên kết này').waitFor()
    expect(await accessibilityFaults(sender)).toEqual([])
    const address = String(await sender.getByRole('dialog').locator('code').first().textContent())

    const second = await pageOf(browser(), 'quantri')
    await second.goto(`${productUrl()}/account-requests`)
    await second.getByRole('button', { name: `Mở liên kết của ${login}` }).press('Enter')
    expect(await accessibilityFaults(second)).toEqual([])
    await second.getByRole('dialog').getByRole('button', { name: 'Mở liên kết' }).press('Enter')
    await second.getByText('Mã chỉ hiện một lần.').waitFor()
    const code = String(await second.getByRole('dialog').locator('code').first().textContent())

    const anew = await pageWithAuthenticator(browser())
    await anew.page.goto(byName(address))
    await typeCode(anew.page, 'aaaa-aaaa-aaaa')
    await anew.page.getByText('Mã mở liên kết không đúng').waitFor()
    expect(await accessibilityFaults(anew.page)).toEqual([])
    await anew.page.getByRole('button', { name: 'Nhập lại mã' }).click()
    await typeCode(anew.page, code.toUpperCase())
    await anew.page.getByRole('button', { name: 'Tạo khóa truy cập' }).click()
    await anew.page.waitForURL('**/account')
    await signOut(person)
    await byPasskey(person)
    await refused(person)
    for (const page of [person.page, anew.page, sender, second]) await page.context().close()
  })

  it('used on a page of another origin on the same machine is refused', async () => {
    const person = await activated(['consumer'])
    await signOut(person)
    const asked = await fetch(`${productUrl()}/api/v1/identity/passkey-attempts`, { method: 'POST' })
    const [cookie = ''] = asked.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
    await person.page.goto(await otherOrigin())
    const passkey = await answerOf(person.page, (await asked.json()) as { challenge: string })
    const answer = await clientWith({ cookie }).send('POST', '/identity/passkey-sessions', { passkey })
    expect([answer.status, answer.body['code']]).toEqual([401, 'identity.passkeyRefused'])
    await person.page.context().close()
  })

  it('is not offered at an address by number, which says where to go', async () => {
    const page = await (await browser().newContext({ locale: 'vi-VN' })).newPage()
    await page.goto(`${productUrl().replace('localhost', '127.0.0.1')}/sign-in`)
    await page.getByRole('link', { name: `${productByName()}/sign-in` }).waitFor()
    await page.context().close()
  })
})

describe('step-up', () => {
  it('asks in a dialog, then does what was wanted', async () => {
    const page = await pageOf(browser(), 'yte')
    await page.goto(`${productUrl()}/account`)
    const asked = await askForProof(page, '**/identity/tokens')
    await page.getByRole('button', { name: 'Tạo mã mới' }).click()
    await page.getByLabel('Tên gợi nhớ').fill('Máy chủ báo cáo')
    await page.getByRole('button', { name: 'Tạo mã mới' }).last().click()
    await proveByPassword(page)
    await page.getByText('Mã “Máy chủ báo cáo” đã sẵn sàng').waitFor()
    expect(asked()).toBe(2)
    await page.context().close()
  })
})

describe('an act of who has a passkey', () => {
  it('is signed with it in a dialog; its entry in the journal says that it was checked (Điều 13.3)', async () => {
    const { page, login } = await activated(['coordinator', 'auditor'])
    await page.getByRole('button', { name: 'Tạo mã mới' }).click()
    await page.getByLabel('Tên gợi nhớ').fill('Máy chủ đối soát')
    await page.getByRole('button', { name: 'Tạo mã mới' }).last().click()
    const dialog = page.getByRole('dialog', { name: 'Ký xác nhận thao tác' })
    await dialog.getByRole('button', { name: 'Ký bằng khóa truy cập' }).click()
    await page.getByText('Mã “Máy chủ đối soát” đã sẵn sàng').waitFor()
    const entry = await page.evaluate(async (account) => {
      const answer = await fetch(`/api/v1/journal/entries?event=identity.token.issued&account=${account}`)
      return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id
    }, login)
    await page.goto(`${productByName()}/journal/${entry ?? ''}`)
    await page.getByText('Người thực hiện đã ký bằng khóa truy cập; chữ ký khớp với khóa đã đăng ký').waitFor()
    await page.context().close()
  })
})

describe('one press', () => {
  it('ends every session of an account', async () => {
    const first = await signIn('thue')
    const page = await pageOf(browser(), 'thue')
    await page.goto(`${productUrl()}/account`)
    await page.getByRole('button', { name: 'Đăng xuất khỏi mọi nơi' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất khỏi mọi nơi' }).click()
    await page.waitForURL('**/sign-in*')
    expect((await first.get('/identity/session')).body).toEqual({ account: null })
    await page.context().close()
  })
})

function csrfTokenOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const session = await fetch('/api/v1/identity/session')
    return ((await session.json()) as { csrfToken: string }).csrfToken
  })
}

/** A page that is none of the product's. */
const servers: http.Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})
async function otherOrigin(): Promise<string> {
  const server = http.createServer((_request, response) => response.end('<!doctype html><title>x</title>'))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return `http://localhost:${String((server.address() as AddressInfo).port)}`
}

/** What the authenticator of a page signs when that page asks. */
function answerOf(page: Page, { challenge }: { challenge: string }): Promise<object> {
  return page.evaluate(async (text) => {
    const bytes = (encoded: string) =>
      Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    const credential = await navigator.credentials.get({
      publicKey: { challenge: bytes(text), rpId: 'localhost', userVerification: 'required' },
    })
    return (credential as PublicKeyCredential).toJSON()
  }, challenge)
}
