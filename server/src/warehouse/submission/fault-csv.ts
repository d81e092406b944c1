import type { Principal } from '../../identity/index.ts'
import type { Language } from '../../platform/index.ts'
import type { Submission } from './submission.ts'
import type { FaultPageRequest, SubmissionViews } from './submission.view.ts'

const pageSize = 1000
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
  let after: FaultPageRequest['after']
  for (;;) {
    const faults = await views.faults(submission, reader, { after, limit: pageSize, language })
    const lines = faults.map((fault) =>
      line([fault.row, fault.field, fault.fieldTitle, fault.rule, fault.value, fault.message]),
    )
    yield (after === undefined ? `\uFEFF${line(headers[language])}` : '') + lines.join('')
    const last = faults.length === pageSize ? faults.at(-1) : undefined
    if (!last) return
    after = { row: last.row, rule: last.rule, field: last.field ?? '' }
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
