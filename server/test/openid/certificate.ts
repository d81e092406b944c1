import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface TestCertificate {
  readonly certificate: string
  readonly key: string
  readonly files: { readonly certificate: string; readonly key: string }
}

/** A self-signed certificate with its key, made by openssl; in force for a day, or ended yesterday. */
export function makeCertificate(name: string, { hasEnded = false } = {}): TestCertificate {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-certificate-'))
  const files = { certificate: path.join(folder, 'certificate.pem'), key: path.join(folder, 'key.pem') }
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1']
  const fresh = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  const output = ['-keyout', files.key, '-out', files.certificate]
  execFileSync('openssl', ['req', ...fresh, ...subject, ...output], { stdio: 'ignore' })
  if (hasEnded) {
    const again = ['-in', files.certificate, '-signkey', files.key, '-days', '-1', '-out', files.certificate]
    execFileSync('openssl', ['x509', ...again], { stdio: 'ignore' })
  }
  return { certificate: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8'), files }
}
