function csvValue(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/**
 * A CSV line (RFC 4180) without its end. Values are looked at one by one only when the joined line shows that some of
 * them need quotes: generated files have a million lines.
 */
export function csvLine(values: readonly string[]): string {
  const line = values.join(',')
  let commas = 0
  for (let at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) commas += 1
  const plain = commas === values.length - 1 && !/["\r\n]/.test(line)
  return plain ? line : values.map(csvValue).join(',')
}
