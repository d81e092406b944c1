import { parse } from 'csv-parse/sync'

/** CSV text as objects by column name. */
export function records(text: string): Record<string, string>[] {
  return parse(text, { columns: true })
}

export async function collect(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/** A name with every tone mark moved to the end of its syllable: Hòa and Hoà are the same name. */
export function canonical(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .split(/[\s-]+/)
    .map((syllable) => syllable.replace(TONES, '') + (syllable.match(TONES) ?? []).join(''))
    .join(' ')
}
