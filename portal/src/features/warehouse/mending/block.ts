/** A block of cells as spreadsheets put it on the clipboard: tabs between cells, line ends between rows. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  let atStart = true
  const endCell = () => {
    rows.at(-1)?.push(cell)
    cell = ''
    atStart = true
  }
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain.charAt(at)
    if (quoted) {
      const doubled = sign === '"' && plain.charAt(at + 1) === '"'
      if (sign !== '"' || doubled) cell += sign
      else quoted = false
      if (doubled) at += 1
    } else if (sign === '"' && atStart && closes(plain, at + 1)) {
      quoted = true
      atStart = false
    } else if (sign === '\t') endCell()
    else if (sign === '\n') {
      endCell()
      rows.push([])
    } else {
      cell += sign
      atStart = false
    }
  }
  endCell()
  // Spreadsheets end the last row with a line end, which is no row of its own.
  if (rows.length > 1 && rows.at(-1)?.join('') === '') rows.pop()
  return rows
}

/** A quote opens a cell only where another one closes it; a cell may also begin with a lone quote. */
function closes(text: string, from: number): boolean {
  return /^(?:[^"]|"")*"(?:[\t\n]|$)/.test(text.slice(from))
}

export function formatBlock(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(quoteIfNeeded).join('\t')).join('\n')
}

function quoteIfNeeded(cell: string): string {
  return /[\t\n\r]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
