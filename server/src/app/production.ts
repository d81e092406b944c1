import { unescape } from 'node:querystring'
import type { Config } from '../platform/index.ts'

/** A start that must not happen; told without a stack, each reason with what to do. */
export class UnsafeStartError extends Error {
  override readonly name = 'UnsafeStartError'
}

/** What stands in examples everywhere, and so is no secret. */
const knownValues = new Set([
  'secret',
  'a secret',
  'changeme',
  'change-me',
  'password',
  'postgres',
  'khochung',
  'admin',
  'choose one',
  '…',
])
const shortestSecret = 32

/** Whether others than this machine can reach the server. */
export function isPublic({ host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>): boolean {
  return !isLoopback(host) || (publicUrl !== undefined && !isLoopback(hostOf(publicUrl)))
}

/** What speaks against a start that others can reach, by the settings alone; nothing for a look on this machine. */
export function settingFaults(config: Config, loadsDemo: boolean): string[] {
  if (!isPublic(config)) return []
  return [...addressFaults(config), ...secretFaults(config), ...(loadsDemo ? [demoFault] : [])]
}

/** Refuses a start; the faults are told together. */
export function refuseUnsafe(faults: readonly string[]): void {
  if (faults.length === 0) return
  const head = 'Không khởi động cho bên ngoài truy cập / Not started for others to reach:'
  throw new UnsafeStartError([head, ...faults.map((fault) => `- ${fault}`)].join('\n'))
}

const demoFault = [
  'Dữ liệu và tài khoản dùng thử có mật khẩu công khai; hãy chạy `npm start -- --no-demo` hoặc `npx kho serve`.',
  'The demo city has accounts with a public password; run `npm start -- --no-demo` or `npx kho serve`.',
].join('\n  ')

/** What to do about demo accounts that are there already. */
export function demoAccountsFault(logins: readonly string[]): string {
  const names = logins.slice(0, 5).join(', ') + (logins.length > 5 ? '…' : '')
  return [
    `Cơ sở dữ liệu có ${String(logins.length)} tài khoản dùng thử với mật khẩu công khai (${names}); hãy dùng cơ sở dữ liệu và KHO_STATE_DIRECTORY mới.`,
    `The database has ${String(logins.length)} demo accounts with a public password (${names}); use a new database and a new KHO_STATE_DIRECTORY.`,
  ].join('\n  ')
}

const proxyFault = [
  'Proxy đứng trên máy khác phải có tên trong KHO_TRUSTED_PROXIES (ví dụ 10.0.0.5/32), nếu không sẽ không rõ yêu cầu đến từ mạng nào.',
  'A proxy on another machine must be named in KHO_TRUSTED_PROXIES (like 10.0.0.5/32); otherwise nobody knows from which network requests come.',
].join('\n  ')

function addressFaults({ host, publicUrl, tls }: Config): string[] {
  if (publicUrl?.startsWith('https://') === true)
    return isLoopback(host) || tls.trustedProxies.length > 0 ? [] : [proxyFault]
  const at = publicUrl ?? `http://${host}`
  return [
    [
      `${at} là HTTP không mã hóa; hãy đặt máy chủ sau một proxy có TLS và đặt KHO_PUBLIC_URL=https://… (bỏ KHO_HOST nếu proxy ở cùng máy).`,
      `${at} is plain HTTP; put a proxy with TLS in front and set KHO_PUBLIC_URL=https://… (leave KHO_HOST out when the proxy is on this machine).`,
    ].join('\n  '),
  ]
}

function secretFaults({ secret, databaseUrl }: Config): string[] {
  const given = secret?.reveal()
  const databasePassword = databaseUrl && passwordOf(databaseUrl.reveal())
  return [
    ...(given !== undefined && isWeak(given)
      ? [
          [
            'KHO_SECRET quá ngắn hoặc là giá trị mẫu; hãy tạo bằng `openssl rand -base64 32`, hoặc bỏ đi để hệ thống tự tạo.',
            'KHO_SECRET is too short or a value of examples; make one with `openssl rand -base64 32`, or leave it out to have one made.',
          ].join('\n  '),
        ]
      : []),
    ...(databasePassword !== undefined && knownValues.has(databasePassword.toLowerCase())
      ? [
          [
            'Mật khẩu trong KHO_DATABASE_URL là giá trị mẫu; hãy đổi mật khẩu của người dùng cơ sở dữ liệu.',
            'The password in KHO_DATABASE_URL is one of examples; change the password of the database user.',
          ].join('\n  '),
        ]
      : []),
  ]
}

function isWeak(secret: string): boolean {
  return secret.length < shortestSecret || knownValues.has(secret.toLowerCase()) || new Set(secret).size < 8
}

/** Undefined when there is none, or the address is of another form than a URL; as it is where it is not escaped well. */
function passwordOf(address: string): string | undefined {
  const password = URL.parse(address)?.password
  return password === undefined || password === '' ? undefined : unescape(password)
}

function hostOf(address: string): string {
  return URL.parse(address)?.hostname ?? address
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare)
}
