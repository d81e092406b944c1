/**
 * CSV as RFC 4180 has it, lines ended by LF as PostgreSQL's COPY ends them. An absent value is an empty cell, an empty text
 * a quoted one. A text that a spreadsheet would take for a formula is guarded by an apostrophe in front; so is one that
 * already looks guarded, so that taking one apostrophe away from every guarded cell gives back each text as it was.
 */

/** What a spreadsheet takes for the beginning of a formula, behind any number of apostrophes. */
const guarded = /^'*[=+\-@\t\r]/

/** A text that no spreadsheet takes for a formula. */
export function guard(text: string): string {
  return guarded.test(text) ? `'${text}` : text
}

/** The text that was guarded. */
export function unguard(cell: string): string {
  return cell.startsWith("'") && guarded.test(cell) ? cell.slice(1) : cell
}

/** One line; `null` for an absent value. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\n`
}

function csvCell(text: string | null): string {
  if (text === null) return ''
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
