/**
 * The search key of a text: lower case, no diacritics, đ as d, single spaces. "Dân cư Thành phố" and "dan cu thanh pho"
 * have the same key. For matching only; the published spelling is always kept.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐðÐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}
