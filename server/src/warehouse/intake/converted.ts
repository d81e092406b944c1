import type { Rule } from '../checking/fault.ts'

/** In which way a value was written otherwise than it came. */
export const conversionKinds = ['date', 'number', 'compose', 'text', 'day', 'formula'] as const
export type ConversionKind = (typeof conversionKinds)[number]

/** How often the values of a field were written in another way. */
export interface Conversion {
  readonly field: string
  readonly kind: ConversionKind
  readonly count: number
}

/** What became of a cell: other text (`none`: the same value), or a fault that only its reader can see. */
export type Converted =
  { readonly text: string; readonly kind: ConversionKind | 'none' } | { readonly text: string; readonly mark: Rule }
