import { createPrivateKey } from 'node:crypto'
import type { KeyObject, X509Certificate } from 'node:crypto'
import path from 'node:path'
import {
  makeTrialCertificates,
  MalformedError,
  parsePem,
  receiptAlgorithm,
  remoteAuthority,
  signingWith,
  trialIdentities,
} from '../journal/index.ts'
import type { Signing, SigningIdentity } from '../journal/index.ts'
import { ConfigError, systemClock } from '../platform/index.ts'
import type { Config } from '../platform/index.ts'
import { keptOnce } from './kept-once.ts'

/** What an installation signs receipts and time-stamps with: as configured, otherwise by certificates it made for trial. */
export function openSigning(config: Config, own: { state: string; secret: string; origin: string }): Signing {
  const { state, secret, origin } = own
  const file = path.join(state, 'trial-certificates.pem')
  const kept = keptOnce(file, () => {
    const { root, receipts, timeStamps } = makeTrialCertificates(secret, origin, systemClock.now())
    return [root, receipts, timeStamps].map(String).join('')
  })
  const [root, receipts, timeStamps] = parsePem(kept)
  const trial = root && receipts && timeStamps && trialIdentities(secret, { root, receipts, timeStamps })
  if (!trial)
    throw new ConfigError(
      `The certificates in ${file} are not of this secret. Set the KHO_SECRET they were made with, or move the file away: new ones are made then.`,
    )
  return signingWith(trial, { receipts: givenIdentity(config), authority: givenAuthority(config) }, systemClock)
}

function givenIdentity({ receiptKey, receiptCertificate }: Config): SigningIdentity | undefined {
  if (receiptKey === undefined || receiptCertificate === undefined) return undefined
  const key = privateKey(receiptKey.reveal())
  if (receiptAlgorithm(key) === undefined)
    throw new ConfigError('KHO_RECEIPT_KEY is of a kind that receipts are not signed with: take Ed25519 or P-256.')
  const chain = certificatesIn('KHO_RECEIPT_CERTIFICATE', receiptCertificate)
  if (chain[0]?.checkPrivateKey(key) !== true)
    throw new ConfigError(
      'KHO_RECEIPT_KEY is not the key of the first certificate in KHO_RECEIPT_CERTIFICATE. Put that of the key first.',
    )
  return { key, chain }
}

function givenAuthority({ tsaUrl, tsaCertificate }: Config) {
  if (tsaUrl === undefined || tsaCertificate === undefined) return undefined
  return remoteAuthority(tsaUrl, certificatesIn('KHO_TSA_CERTIFICATE', tsaCertificate))
}

function privateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new ConfigError('KHO_RECEIPT_KEY cannot be read: it must be a private key in PEM, without a password.')
  }
}

function certificatesIn(name: string, pem: string): X509Certificate[] {
  try {
    return parsePem(pem)
  } catch (error) {
    if (error instanceof MalformedError) throw new ConfigError(`${name}: ${error.message}.`)
    throw error
  }
}
