import { readFileSync } from 'node:fs'
import { forwardingHeaders } from './http/index.ts'
import { isNetwork } from './network.ts'
import { Secret } from './secret.ts'
import { networksOf, readTls } from './tls-config.ts'
import type { TlsConfig } from './tls-config.ts'

interface Setting {
  readonly kind: 'text' | 'integer' | 'secret'
  readonly default: string | undefined
  readonly description: string
  readonly minimum?: number
  readonly maximum?: number
  readonly oneOf?: readonly string[]
  readonly form?: { readonly pattern: Pick<RegExp, 'test'>; readonly name: string }
}

/** Every setting there is; `docs/reference/configuration.md` is made from this table. */
export const settings = {
  KHO_HOST: { kind: 'text', default: '127.0.0.1', description: 'Address the server listens on.' },
  KHO_PORT: {
    kind: 'integer',
    default: '8686',
    maximum: 65_535,
    description: 'Port the server listens on; 0 picks one.',
  },
  KHO_PUBLIC_URL: {
    kind: 'text',
    default: undefined,
    form: { pattern: /^https?:\/\/[^\s/]+\/?$/, name: 'an address like https://kho.example.vn' },
    description:
      'Address people use, when a proxy stands in front; passkeys belong to its name. Unset: the address listened on, and `localhost` for passkeys.',
  },
  KHO_DATABASE_URL: {
    kind: 'secret',
    default: undefined,
    description:
      'PostgreSQL 15–18 as a user who may create roles; the schema and the four roles are made there. Unset: an embedded server is started.',
  },
  KHO_OPEN_DATABASE_URL: {
    kind: 'secret',
    default: undefined,
    form: {
      pattern: /^postgres(ql)?:\/\/kho_open(:[^@]*)?@/,
      name: 'an address of the role kho_open, as `kho open address` prints it',
    },
    description:
      'Database of `kho serve --zone open`, as the role that sees what is open and nothing else; `kho open address` prints it.',
  },
  KHO_DATABASE_POOL_SIZE: {
    kind: 'integer',
    default: '10',
    minimum: 2,
    description: 'Connections per role and process.',
  },
  KHO_SECRET: {
    kind: 'secret',
    default: undefined,
    description:
      'Key for cursors and for the passwords of the database roles; the same for all processes. Unset: made once and kept in the state folder.',
  },
  KHO_STATE_DIRECTORY: {
    kind: 'text',
    default: 'var',
    description: 'Folder for the embedded database, the raw submissions and the secret; relative to the project.',
  },
  KHO_LOG_LEVEL: {
    kind: 'text',
    default: 'info',
    oneOf: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    description: 'Least severe level that is logged.',
  },
  KHO_SUBMISSION_MAX_BYTES: {
    kind: 'integer',
    default: '2147483648',
    minimum: 1024,
    description: 'Largest file accepted as one submission, in bytes.',
  },
  KHO_LOG_ORIGIN: {
    kind: 'text',
    default: undefined,
    form: { pattern: /^[^\s+]{1,255}$/, name: 'a name without spaces and plus signs' },
    description:
      'Name of the published log, like kho.example.vn/nhat-ky; once signed it stays, and its successors are called …/2, …/3. Unset: names that follow from the keys.',
  },
  KHO_LOG_KEY: {
    kind: 'secret',
    default: undefined,
    form: { pattern: /^[A-Za-z0-9+/]{43}=$/, name: '32 bytes in base64' },
    description:
      'Ed25519 key that signs the log: 32 bytes in base64; a log that it signed is signed with it until it is closed. Unset: it follows from the secret.',
  },
  KHO_LOG_NEXT_KEY: {
    kind: 'secret',
    default: undefined,
    form: { pattern: /^[A-Za-z0-9+/]{43}=$/, name: '32 bytes in base64' },
    description:
      'Ed25519 key that signs the successor once `kho log close` has closed the log; it then takes the place of KHO_LOG_KEY. Unset: it follows from the secret, unless KHO_LOG_KEY is set.',
  },
  KHO_LOG_POLICY: {
    kind: 'text',
    default: undefined,
    description:
      'File that names the witnesses of the log and how many must cosign (C2SP tlog-policy). Unset: nobody outside vouches for the journal.',
  },
  KHO_WITNESS_KEY: {
    kind: 'secret',
    default: undefined,
    form: { pattern: /^[A-Za-z0-9+/]{43}=$/, name: '32 bytes in base64' },
    description:
      'Ed25519 key of `kho witness`: 32 bytes in base64. Unset: made at its first start and kept in the state folder.',
  },
  KHO_SEAL_LIMIT_SECONDS: {
    kind: 'integer',
    default: '600',
    minimum: 10,
    description:
      'How long an entry of the journal may wait for its place in the log, and the log for its publication; past it no change is taken until it goes on.',
  },
  KHO_RECEIPT_KEY: {
    kind: 'secret',
    default: undefined,
    form: { pattern: /^-----BEGIN [A-Z ]*PRIVATE KEY-----/, name: 'a private key in PEM' },
    description:
      'Key that signs receipts, Ed25519 or P-256, in PEM; goes with KHO_RECEIPT_CERTIFICATE. Unset: a key that follows from the secret.',
  },
  KHO_RECEIPT_CERTIFICATE: {
    kind: 'text',
    default: undefined,
    form: { pattern: /-----BEGIN CERTIFICATE-----/, name: 'certificates in PEM' },
    description:
      'Certificate of that key in PEM, then those above it. Unset: a certificate under a root of the installation’s own, for trial.',
  },
  KHO_TSA_URL: {
    kind: 'text',
    default: undefined,
    form: { pattern: /^https?:\/\/\S+$/, name: 'an address that begins with http:// or https://' },
    description:
      'Authority that time-stamps the log (RFC 3161); goes with KHO_TSA_CERTIFICATE. Unset: the warehouse stamps by itself, for trial.',
  },
  KHO_TSA_CERTIFICATE: {
    kind: 'text',
    default: undefined,
    form: { pattern: /-----BEGIN CERTIFICATE-----/, name: 'certificates in PEM' },
    description: 'Root certificate of that authority, in PEM: what its time-stamps must lead to.',
  },
  KHO_TLS_PORT: {
    kind: 'integer',
    default: undefined,
    maximum: 65_535,
    description:
      'Port of a second listener that speaks TLS and asks callers for a certificate; goes with KHO_TLS_CERTIFICATE and KHO_TLS_KEY; 0 picks one. Unset: there is none.',
  },
  KHO_TLS_CERTIFICATE: {
    kind: 'text',
    default: undefined,
    form: { pattern: /-----BEGIN CERTIFICATE-----/, name: 'certificates in PEM' },
    description: 'Certificate of that listener in PEM, then those above it.',
  },
  KHO_TLS_KEY: {
    kind: 'secret',
    default: undefined,
    form: { pattern: /^-----BEGIN [A-Z ]*PRIVATE KEY-----/, name: 'a private key in PEM' },
    description: 'Key of that certificate, in PEM.',
  },
  KHO_TLS_PUBLIC_URL: {
    kind: 'text',
    default: undefined,
    form: { pattern: /^https:\/\/[^\s/]+$/, name: 'an address that begins with https://, without a path' },
    description:
      'Address by which systems with certificates reach the warehouse, when a proxy asks for the certificates; default: that of the TLS listener.',
  },
  KHO_TRUSTED_PROXIES: {
    kind: 'text',
    default: undefined,
    form: {
      pattern: { test: (value) => networksOf(value).every(isNetwork) },
      name: 'networks in CIDR, between commas, like 10.0.0.5/32: an address and how many of its bits count, 32 at most of IPv4 and 128 of IPv6',
    },
    description:
      'Networks of the proxies in front, like 10.0.0.5/32: only their word counts on where a request came from and with which certificate. Unset: with KHO_PUBLIC_URL a proxy on this machine tells the address; nobody tells certificates.',
  },
  KHO_PROXY_HOPS: {
    kind: 'integer',
    default: '1',
    minimum: 1,
    maximum: 8,
    description: 'How many such proxies stand in a row at most; a request that came through more is refused.',
  },
  KHO_FORWARDING_HEADER: {
    kind: 'text',
    default: 'x-forwarded-for',
    oneOf: forwardingHeaders,
    description:
      'The one header in which they name callers, each adding to its end the address it was asked from; the other one counts for nothing.',
  },
  KHO_CLIENT_CERTIFICATE_HEADER: {
    kind: 'text',
    default: 'client-cert',
    form: { pattern: /^[a-z0-9-]+$/, name: 'the name of a header in small letters' },
    description:
      'Header in which such a proxy hands on the certificate of a caller: RFC 9440, or PEM with escaped signs.',
  },
  KHO_OUTSIDE_ISSUER: {
    kind: 'text',
    default: undefined,
    form: {
      pattern: /^(https:\/\/[^\s?#]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^\s?#]*)?)$/,
      name: 'the issuer of an OpenID provider, with https://',
    },
    description:
      'OpenID provider outside that may sign people in, too; a coordinator links its people to accounts. It sends them back to /api/v1/identity/outside-sign-ins/return.',
  },
  KHO_OUTSIDE_CLIENT_ID: { kind: 'text', default: undefined, description: 'Name of the warehouse at that provider.' },
  KHO_OUTSIDE_CLIENT_SECRET: {
    kind: 'secret',
    default: undefined,
    description: 'Secret of the warehouse at that provider. Unset: it is known by PKCE alone.',
  },
  KHO_OUTSIDE_NAME: {
    kind: 'text',
    default: 'SSO',
    description: 'What people call that provider; it stands on the button of the sign-in page.',
  },
  KHO_OUTSIDE_PHISHING_RESISTANT: {
    kind: 'text',
    default: 'phr phrh',
    description:
      'Values of `acr` or `amr`, between spaces, by which that provider says that a sign-in could not be phished; only such a sign-in holds the roles of coordinator, committee, auditor and administrator.',
  },
  KHO_SESSION_HOURS: { kind: 'integer', default: '10', minimum: 1, description: 'Life of a sign-in, in hours.' },
  KHO_SESSION_IDLE_MINUTES: {
    kind: 'integer',
    default: '15',
    minimum: 1,
    description: 'A sign-in that nobody uses ends after so many minutes.',
  },
  KHO_ADMINISTRATION_IDLE_MINUTES: {
    kind: 'integer',
    default: '5',
    minimum: 1,
    description:
      'The same for sign-ins that hold the role of coordinator, committee, auditor or administrator; demo accounts are not meant.',
  },
} as const satisfies Record<string, Setting>

export interface Config {
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
  readonly databaseUrl: Secret | undefined
  /** For the process of the open zone. */
  readonly openDatabaseUrl: Secret | undefined
  readonly databasePoolSize: number
  readonly secret: Secret | undefined
  readonly stateDirectory: string
  readonly logLevel: string
  readonly submissionMaxBytes: number
  readonly sessionHours: number
  readonly sessionIdleMinutes: number
  readonly administrationIdleMinutes: number
  readonly sealLimitSeconds: number
  readonly logOrigin: string | undefined
  readonly logKey: Secret | undefined
  readonly logNextKey: Secret | undefined
  readonly logPolicy: string | undefined
  readonly witnessKey: Secret | undefined
  readonly receiptKey: Secret | undefined
  readonly receiptCertificate: string | undefined
  readonly tsaUrl: string | undefined
  readonly tsaCertificate: string | undefined
  readonly tls: TlsConfig
  readonly outside: OutsideConfig | undefined
}

/** The OpenID provider outside that may sign people in. */
export interface OutsideConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret | undefined
  readonly name: string
  readonly phishingResistant: readonly string[]
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads the environment once; lists all faults together. `NAME_FILE` may name a file that holds the value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = []
  const text = (name: keyof typeof settings): string | undefined => {
    const value = readSetting(env, name, settings[name], faults)
    return value === '' ? undefined : value
  }
  const secret = (name: keyof typeof settings) => {
    const value = text(name)
    return value === undefined ? undefined : new Secret(value)
  }
  const config: Config = {
    host: text('KHO_HOST') ?? '',
    port: Number(text('KHO_PORT')),
    publicUrl: text('KHO_PUBLIC_URL'),
    databaseUrl: secret('KHO_DATABASE_URL'),
    openDatabaseUrl: secret('KHO_OPEN_DATABASE_URL'),
    databasePoolSize: Number(text('KHO_DATABASE_POOL_SIZE')),
    secret: secret('KHO_SECRET'),
    stateDirectory: text('KHO_STATE_DIRECTORY') ?? '',
    logLevel: text('KHO_LOG_LEVEL') ?? '',
    submissionMaxBytes: Number(text('KHO_SUBMISSION_MAX_BYTES')),
    sessionHours: Number(text('KHO_SESSION_HOURS')),
    sessionIdleMinutes: Number(text('KHO_SESSION_IDLE_MINUTES')),
    administrationIdleMinutes: Number(text('KHO_ADMINISTRATION_IDLE_MINUTES')),
    sealLimitSeconds: Number(text('KHO_SEAL_LIMIT_SECONDS')),
    logOrigin: text('KHO_LOG_ORIGIN'),
    logKey: secret('KHO_LOG_KEY'),
    logNextKey: secret('KHO_LOG_NEXT_KEY'),
    logPolicy: text('KHO_LOG_POLICY'),
    witnessKey: secret('KHO_WITNESS_KEY'),
    receiptKey: secret('KHO_RECEIPT_KEY'),
    receiptCertificate: text('KHO_RECEIPT_CERTIFICATE'),
    tsaUrl: text('KHO_TSA_URL'),
    tsaCertificate: text('KHO_TSA_CERTIFICATE'),
    tls: readTls(text, secret),
    outside: readOutside(text, secret),
  }
  for (const [one, other, first, second] of [
    ['KHO_RECEIPT_KEY', 'KHO_RECEIPT_CERTIFICATE', config.receiptKey, config.receiptCertificate],
    ['KHO_TSA_URL', 'KHO_TSA_CERTIFICATE', config.tsaUrl, config.tsaCertificate],
    ['KHO_OUTSIDE_ISSUER', 'KHO_OUTSIDE_CLIENT_ID', text('KHO_OUTSIDE_ISSUER'), text('KHO_OUTSIDE_CLIENT_ID')],
    ['KHO_TLS_PORT', 'KHO_TLS_KEY', config.tls.port, config.tls.key],
    ['KHO_TLS_KEY', 'KHO_TLS_CERTIFICATE', config.tls.key, config.tls.certificate],
  ] as const) {
    if ((first === undefined) !== (second === undefined))
      faults.push(`${one} and ${other} go together: set both or none`)
  }
  for (const name of Object.keys(env)) {
    const known = name.replace(/_FILE$/, '') in settings || name.startsWith('KHO_TEST_') || name === 'KHO_CHROMIUM'
    if (name.startsWith('KHO_') && !known) faults.push(`${name} is not a setting of this version`)
  }
  if (faults.length > 0) throw new ConfigError(`The configuration has faults:\n  ${faults.join('\n  ')}`)
  return config
}

type Read<Value> = (name: keyof typeof settings) => Value | undefined

function readOutside(text: Read<string>, secret: Read<Secret>): OutsideConfig | undefined {
  const [issuer, clientId] = [text('KHO_OUTSIDE_ISSUER'), text('KHO_OUTSIDE_CLIENT_ID')]
  if (issuer === undefined || clientId === undefined) return undefined
  return {
    ...{ issuer, clientId, clientSecret: secret('KHO_OUTSIDE_CLIENT_SECRET'), name: text('KHO_OUTSIDE_NAME') ?? '' },
    phishingResistant: (text('KHO_OUTSIDE_PHISHING_RESISTANT') ?? '').split(' ').filter((word) => word !== ''),
  }
}

function readSetting(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  setting: Setting,
  faults: string[],
): string | undefined {
  // `NAME=` in an environment file means: not set.
  const value = (env[name] === '' ? undefined : env[name]) ?? readValueFile(env, name, faults) ?? setting.default
  if (value === undefined) return undefined
  faults.push(...faultsOf(name, setting, value))
  return value
}

function faultsOf(name: string, setting: Setting, value: string): string[] {
  const { kind, minimum = 0, maximum = Number.MAX_SAFE_INTEGER, oneOf, form } = setting
  const isWithin = /^\d+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum
  const limit = setting.maximum === undefined ? '' : ` and at most ${String(maximum)}`
  return [
    ...(kind === 'integer' && !isWithin
      ? [`${name} must be a whole number of at least ${String(minimum)}${limit}`]
      : []),
    ...(oneOf?.includes(value) === false ? [`${name} must be one of ${oneOf.join(', ')}`] : []),
    ...(form?.pattern.test(value) === false ? [`${name} must be ${form.name}`] : []),
  ]
}

function readValueFile(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  faults: string[],
): string | undefined {
  const file = env[`${name}_FILE`]
  if (file === undefined) return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    faults.push(`${name}_FILE names a file that cannot be read`)
    return undefined
  }
}
