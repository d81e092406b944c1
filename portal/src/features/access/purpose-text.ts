/** What a read is for, as it is sent: the code of a registered purpose, then words of the reader's own if there are any. */
interface StatedPurpose {
  code: string
  words: string
}

export function purposeText({ code, words }: StatedPurpose): string {
  return words === '' ? code : `${code}: ${words}`
}

export function statedPurpose(text: string): StatedPurpose {
  const [code = '', ...rest] = text.split(':')
  return { code: code.trim(), words: rest.join(':').replace(/^ /, '') }
}
