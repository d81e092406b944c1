import type { SentKeys } from './queries.ts'

/**
 * Reads what somebody pasted: certificates or public keys in PEM, one key as JWK, or a list of keys (JWKS). Undefined when
 * it is none of these; whether a key is fit is for the server to say.
 */
export function readSentKeys(text: string): SentKeys | undefined {
  const certificates = blocks(text, 'CERTIFICATE')
  if (certificates) return { certificates }
  const keys = blocks(text, 'PUBLIC KEY')
  if (keys) return { keys }
  const value = parsed(text)
  if (typeof value !== 'object' || value === null) return undefined
  if ('keys' in value && Array.isArray(value.keys)) return { keys: value.keys as Record<string, unknown>[] }
  return 'kty' in value ? { keys: [{ ...value }] } : undefined
}

function blocks(text: string, label: string): string[] | undefined {
  const found = text.match(new RegExp(`-----BEGIN ${label}-----[\\s\\S]+?-----END ${label}-----`, 'g'))
  return found ? [...found] : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
