import type { AccountId } from '../account/account.ts'
import type { Role } from '../account/role.ts'
import type { OrgRef } from '../organisation/organisation.ts'
import type { FieldFault, Id, Language } from '../../platform/index.ts'
import type { ClientKey } from './client-key.ts'

export type ClientId = Id<'client'>

/** A system works by itself, through an account of its own; a portal signs people in and acts for them. */
export const clientKinds = ['system', 'portal'] as const
export type ClientKind = (typeof clientKinds)[number]

/** What a client shows to be known by: a signature of its key (`private_key_jwt`), or its certificate (mutual TLS). */
export const clientMethods = ['key', 'certificate'] as const
export type ClientMethod = (typeof clientMethods)[number]

export const clientStates = ['requested', 'refused', 'active', 'suspended'] as const
export type ClientState = (typeof clientStates)[number]

/** Systems deliver and read; they never coordinate, consent or audit (Điều 9, 11.2). */
export const clientRoles = ['provider', 'consumer'] as const satisfies readonly Role[]
export type ClientRole = (typeof clientRoles)[number]

/** What is asked for. */
export interface ClientInput {
  /** The `client_id`; for a system also the login of its account. */
  readonly code: string
  readonly kind: ClientKind
  readonly name: string
  readonly purpose: string
  readonly method: ClientMethod
  /** What a system may do; a portal has no rights of its own. */
  readonly roles: readonly ClientRole[]
  /** Where a portal takes people back; compared letter by letter. */
  readonly redirectUris: readonly string[]
}

export interface Client extends ClientInput {
  readonly id: ClientId
  readonly unit: OrgRef
  readonly state: ClientState
  readonly requestedBy: { readonly id: AccountId; readonly login: string }
  readonly requestedAt: Date
  readonly decidedBy: { readonly id: AccountId; readonly login: string } | null
  readonly decidedAt: Date | null
  /** The document the decision rests on, or why it was refused. */
  readonly document: string | null
  readonly accountId: AccountId | null
  readonly keys: readonly ClientKey[]
}

const texts = {
  systemNeedsRole: {
    vi: 'hệ thống cần ít nhất một vai trò: provider hoặc consumer',
    en: 'a system needs a role: provider or consumer',
  },
  systemHasNoRedirect: {
    vi: 'hệ thống không có địa chỉ quay lại',
    en: 'a system has no address to take people back to',
  },
  portalHasNoRole: {
    vi: 'cổng thông tin không có vai trò riêng; nó làm thay người đăng nhập',
    en: 'a portal has no role of its own; it acts for whoever signs in',
  },
  portalNeedsRedirect: {
    vi: 'cổng thông tin cần ít nhất một địa chỉ quay lại',
    en: 'a portal needs an address to take people back to',
  },
  redirectUnsafe: {
    vi: 'địa chỉ quay lại phải là https (hoặc máy này khi thử), không có dấu # và không có tên người dùng',
    en: 'an address to take people back to is https (or this very machine, for trial), without # and user name',
  },
} as const

/** What does not fit together in a request for a client. */
export function faultsOfClient(input: ClientInput, language: Language): FieldFault[] {
  const told = (field: keyof ClientInput, name: keyof typeof texts) => ({ field, message: texts[name][language] })
  const isSystem = input.kind === 'system'
  return [
    ...(isSystem && input.roles.length === 0 ? [told('roles', 'systemNeedsRole')] : []),
    ...(isSystem && input.redirectUris.length > 0 ? [told('redirectUris', 'systemHasNoRedirect')] : []),
    ...(!isSystem && input.roles.length > 0 ? [told('roles', 'portalHasNoRole')] : []),
    ...(!isSystem && input.redirectUris.length === 0 ? [told('redirectUris', 'portalNeedsRedirect')] : []),
    ...(input.redirectUris.every(isSafeRedirect) ? [] : [told('redirectUris', 'redirectUnsafe')]),
  ]
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A code must not travel in the clear, nor to a place that only looks like the one that was registered. */
export function isSafeRedirect(address: string): boolean {
  const url = URL.parse(address)
  if (!url || address.includes('#') || /[\s\\*]/.test(address) || url.username !== '' || url.password !== '')
    return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))
}
