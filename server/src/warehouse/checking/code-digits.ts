import type { Field } from '../../catalogue/index.ts'

/** Digits of a fixed number, and perhaps something behind them, such as the number of a dependent unit. */
const fixed = /^\^?\(?(?:\[0-9\]|\\d)\{(\d+)\}\)?(?:\([^()]*\)\?)?\$?$/

/**
 * How many digits every value of a field has, when its form fixes them: then a shorter number has lost its leading
 * zeros.
 */
export function fixedDigits({ pattern, check }: Pick<Field, 'pattern' | 'check'>): number | undefined {
  if (check === 'personal-id') return 12
  if (check === 'tax-code') return 10
  const [, digits] = fixed.exec(pattern ?? '') ?? []
  return digits === undefined ? undefined : Number(digits)
}
