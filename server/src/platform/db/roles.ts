import { keyedDigest } from '../crypto/digest.ts'
import type { RuntimeRole } from './database.ts'

/**
 * The roles (ADR 0005, 0039). `owner` owns every table and never serves a request; the three runtime roles own nothing,
 * have no DDL and log in with passwords derived from the installation's secret.
 */
export const ownerRole = 'kho_owner'
export const runtimeRoles = {
  application: 'kho_application',
  loader: 'kho_loader',
  reader: 'kho_reader',
} as const satisfies Record<RuntimeRole, string>

/** Reads the write-ahead log and the catalogue, and no data; what it reads is held against the journal. */
export const reconcilerRole = 'kho_reconciler'

/** Answers for the open zone: reads no table, and asks the few questions that are open to anybody. */
export const openRole = 'kho_open'

/**
 * Own what readers look through, each for one reach: all rows of a dataset, those of a territory, any other part (ADR 0038).
 * Nobody signs in as one of them; row security holds them to what the transaction was told.
 */
export const windowRoles = ['kho_whole', 'kho_territory', 'kho_part'] as const

export function rolePassword(secret: string, role: string): string {
  return keyedDigest(secret, 'database-role', role)
}

/** The addresses the runtime roles connect with, made from the administrator's address of the same database. */
export function runtimeUrls(adminUrl: string, secret: string): Record<RuntimeRole, string> {
  return {
    application: urlAs(runtimeRoles.application, adminUrl, secret),
    loader: urlAs(runtimeRoles.loader, adminUrl, secret),
    reader: urlAs(runtimeRoles.reader, adminUrl, secret),
  }
}

export function reconcilerUrl(adminUrl: string, secret: string): string {
  return urlAs(reconcilerRole, adminUrl, secret)
}

export function openUrl(adminUrl: string, secret: string): string {
  return urlAs(openRole, adminUrl, secret)
}

function urlAs(role: string, adminUrl: string, secret: string): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = rolePassword(secret, role)
  return url.toString()
}
