/** A cell of a format that knows what its values are: a number there was never text, and a formula is no value. */
export interface NativeCell {
  readonly text: string
  readonly kind: 'number' | 'day' | 'boolean' | 'text' | 'geometry' | 'object' | 'error'
  readonly isFormula: boolean
}

export type Cell = string | null | NativeCell

/** What a person sees in the cell, for headings and previews. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'string' ? cell : cell.text
}
