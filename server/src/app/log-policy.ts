import { readFileSync } from 'node:fs'
import { decodeText, formatVerifier, MalformedError, parsePolicy } from '../journal/index.ts'
import type { NoteVerifier, WitnessPolicy } from '../journal/index.ts'
import { ConfigError } from '../platform/index.ts'

/** A policy as a file holds it. @throws ConfigError that says what to mend. */
export function readPolicyFile(file: string): WitnessPolicy {
  try {
    return parsePolicy(decodeText(readFileSync(file), 'The file'))
  } catch (error) {
    if (error instanceof MalformedError) throw new ConfigError(`${file} is no policy: ${error.message}.`)
    throw new ConfigError(`${file} cannot be read as a policy.`, { cause: error })
  }
}

/** The policy of KHO_LOG_POLICY, which must be one for the own log. @throws ConfigError */
export function readOwnPolicy(file: string, log: NoteVerifier): WitnessPolicy {
  const policy = readPolicyFile(file)
  const keys = policy.logs.map(formatVerifier)
  if (keys.length > 0 && !keys.includes(formatVerifier(log)))
    throw new ConfigError(
      `KHO_LOG_POLICY is a policy for other logs. It must have the line\n  log ${formatVerifier(log)}`,
    )
  const wrong = policy.witnesses.find(({ url }) => url !== undefined && !/^https?:\/\/[^/]/.test(url))
  if (wrong) throw new ConfigError(`KHO_LOG_POLICY: the address of witness ${wrong.name} is none of http or https.`)
  return policy
}
