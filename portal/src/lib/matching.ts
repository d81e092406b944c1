import { fold } from './fold.ts'

export interface Choice {
  value: string
  label: string
  /** What it is found by, where that is more than what is shown. */
  words?: string
}

interface Filter {
  options: unknown[]
  search: string
  limit: number
}

/** Of the choices of a field, those with every word of what is typed, wherever it stands, without diacritics. */
export function matching({ options, search, limit }: Filter): never[] {
  const words = fold(search).split(' ').filter(Boolean)
  const found = (options as Choice[]).filter(({ label, words: own = label }) => {
    const text = fold(own)
    return words.every((word) => text.includes(word))
  })
  return found.slice(0, limit) as never[]
}
