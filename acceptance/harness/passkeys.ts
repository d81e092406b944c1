import type { Browser, CDPSession, Page } from 'playwright-core'
import { productUrl } from './browser.ts'

/** Address of the product by the name of this machine: passkeys belong to names. */
export function productByName(): string {
  return productUrl().replace('127.0.0.1', 'localhost')
}

/** A page with an authenticator of its own, as if it were built into the computer. */
export interface PageWithAuthenticator {
  readonly page: Page
  /** Whether the person passes the check of the device, by finger or PIN. */
  verifies(isVerified: boolean): Promise<void>
  /** Sets the signature counter of every passkey back, as a copy made earlier would have it. */
  turnBack(signCount: number): Promise<void>
}

export async function pageWithAuthenticator(browser: Browser): Promise<PageWithAuthenticator> {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const authenticatorId = await addAuthenticator(devtools)
  return {
    page,
    verifies: async (isUserVerified) => {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    turnBack: async (signCount) => {
      const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
      await devtools.send('WebAuthn.clearCredentials', { authenticatorId })
      for (const credential of credentials) {
        await devtools.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount } })
      }
    },
  }
}

async function addAuthenticator(devtools: CDPSession): Promise<string> {
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  })
  return authenticatorId
}
