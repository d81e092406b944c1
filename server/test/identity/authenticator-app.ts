import { Secret, TOTP } from 'otpauth'

/** What an authenticator app shows at an instant, given in milliseconds. */
export function codeOf(secret: string, timestamp: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
}
