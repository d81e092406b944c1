import { keyedDigest } from '../crypto/digest.ts'
import type { RuntimeRole } from './database.ts'

/**
 * The four roles (ADR 0005). `owner` owns every table and never serves a request; the three runtime roles own nothing,
 * have no DDL and log in with passwords derived from the installation's secret.
 */
export const ownerRole = 'kho_owner'
export const runtimeRoles = {
  application: 'kho_application',
  loader: 'kho_loader',
  reader: 'kho_reader',
} as const satisfies Record<RuntimeRole, string>

export function rolePassword(secret: string, role: string): string {
  return keyedDigest(secret, 'database-role', role)
}

/** The addresses the runtime roles connect with, made from the administrator's address of the same database. */
export function runtimeUrls(adminUrl: string, secret: string): Record<RuntimeRole, string> {
  const as = (role: string) => {
    const url = new URL(adminUrl)
    url.username = role
    url.password = rolePassword(secret, role)
    return url.toString()
  }
  return {
    application: as(runtimeRoles.application),
    loader: as(runtimeRoles.loader),
    reader: as(runtimeRoles.reader),
  }
}
