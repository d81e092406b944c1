import { pino } from 'pino'
import type { LogFn, Logger } from 'pino'

export type Log = Logger

/**
 * Structured JSON lines on stderr. Headers that carry credentials are cut, and of a database error only what cannot
 * hold a value of somebody's row is written: PostgreSQL quotes values in its messages and details.
 */
export function createLog(level: string): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'password', 'token', '*.password', '*.token'],
    serializers: { err: describeError },
    hooks: { logMethod: withOwnText },
  }
  return pino(options, pino.destination({ dest: 2, sync: true }))
}

/** Where a call gives no text, pino would take the message of the error, which nothing has been cut from. */
function withOwnText(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [what, text, ...rest] = args
  if (typeof what === 'object') method.apply(this, [what, text ?? '', ...rest])
  else method.apply(this, args)
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : undefined
  const calls = error.stack?.split('\n').filter((line) => /^ +at /.test(line))
  const stack = calls?.slice(0, 11).join('\n')
  const cause = error.cause === undefined ? undefined : describeError(error.cause)
  return { type: error.name, code, message: error.message.replace(/"[^"]*"|'[^']*'|\([^)]*\)/g, '…'), stack, cause }
}
