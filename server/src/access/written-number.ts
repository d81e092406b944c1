/** The number of a request or a grant as it is quoted, like 2026/0007: counted within its year. */
export function writtenNumber({ year, number }: { readonly year: number; readonly number: number }): string {
  return `${String(year)}/${String(number).padStart(4, '0')}`
}
