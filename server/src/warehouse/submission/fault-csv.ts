import type { Principal } from '../../identity/index.ts'
import type { Language } from '../../platform/index.ts'
import type { Submission } from './submission.ts'
import type { SubmissionViews } from './submission.view.ts'

const headers: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Dòng', 'Trường', 'Tên trường', 'Quy tắc', 'Giá trị', 'Lỗi'],
  en: ['Row', 'Field', 'Title', 'Rule', 'Value', 'Fault'],
}

/** The report of faults as a CSV file, page by page; begins with a byte order mark so that spreadsheets read it as UTF-8. */
export async function* faultsAsCsv(
  views: SubmissionViews,
  submission: Submission,
  reader: Principal,
  language: Language,
): AsyncGenerator<string, void> {
  let isFirst = true
  for await (const faults of views.report(submission, reader, language)) {
    const lines = faults.map((fault) =>
      line([fault.row, fault.field, fault.fieldTitle, fault.rule, fault.value, fault.message]),
    )
    yield (isFirst ? `\uFEFF${line(headers[language])}` : '') + lines.join('')
    isFirst = false
  }
}

function line(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** A cell that a spreadsheet would take for a formula is defused with an apostrophe. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
