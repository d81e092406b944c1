import { csvLine, guard, localDay, officeDocument, writtenDay } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import type { Review, ReviewedAccount, ReviewItem, UnitProgress } from './review.ts'
import { answerText, reportText, roleText } from './review.texts.ts'

/** All there is to say of a review; in the table and the document people stand by their login alone. */
export interface Report {
  readonly review: Review
  readonly units: readonly UnitProgress[]
  readonly accounts: readonly ReviewedAccount[]
}

const itemColumns = ['unit', 'account', 'role', 'lastUsed', 'answer', 'answeredBy'] as const

/** Widths in the document, in per cent. */
const itemShares = { unit: 28, account: 16, role: 18, lastUsed: 13, answer: 12, answeredBy: 13 } as const

/** CSV (RFC 4180, UTF-8 with byte order mark): one line for each account and role. */
export function reportCsv(report: Report, language: Language): string {
  const head = itemColumns.map((column) => reportText[column][language])
  const lines = itemRows(report, language).map((cells) => csvLine(cells.map(guard)))
  return `\uFEFF${csvLine(head)}${lines.join('')}`
}

function itemRows({ accounts }: Report, language: Language): string[][] {
  return accounts.flatMap(({ unit, login, lastUsedAt, items }) =>
    items.map((item) => [
      nameOf(unit, language),
      login,
      item.role === null ? '–' : roleText[item.role][language],
      lastUsedAt === null ? reportText.never[language] : shownDay(lastUsedAt),
      answerOf(item, language),
      item.answeredBy ?? '–',
    ]),
  )
}

/** The report as an office document (OOXML), to be signed and filed. */
export function reportDocx(report: Report, language: Language): Promise<Buffer> {
  const { review, units } = report
  const text = (name: keyof typeof reportText) => reportText[name][language]
  const sums = (['accounts', 'certified', 'revoked', 'unanswered'] as const).map((count) =>
    units.reduce((sum, unit) => sum + unit[count], 0),
  )
  const counted = [text('accounts'), ...Object.values(answerText).map((answer) => answer[language])]
  const unitRows = units.map((unit) => [
    nameOf(unit.unit, language),
    ...[unit.accounts, unit.certified, unit.revoked, unit.unanswered].map(String),
  ])
  const facts = [
    [text('quarter'), writtenQuarter(review.quarter)],
    [text('opened'), shownDay(review.openedAt)],
    [text('deadline'), shownDay(new Date(review.deadline.getTime() - 1))],
    [text('closed'), review.closedAt === null ? text('running') : shownDay(review.closedAt)],
  ] as const
  return officeDocument(
    text('title'),
    [
      { paragraph: text('basis') },
      ...facts.map(([name, value]) => ({ paragraph: `${name}: ${value}` })),
      { heading: text('byUnit') },
      {
        columns: [{ name: text('unit'), share: 40 }, ...counted.map((name) => ({ name, share: 15, isNumber: true }))],
        rows: [...unitRows, [text('total'), ...sums.map(String)]],
      },
      { heading: text('byAccount') },
      {
        columns: itemColumns.map((column) => ({ name: text(column), share: itemShares[column] })),
        rows: itemRows(report, language),
      },
    ],
    `${text('title')} ${writtenQuarter(review.quarter)}`,
  )
}

function answerOf({ answer }: ReviewItem, language: Language): string {
  return answerText[answer ?? 'unanswered'][language]
}

function nameOf({ name, nameEn }: { readonly name: string; readonly nameEn: string }, language: Language): string {
  return language === 'en' && nameEn !== '' ? nameEn : name
}

function shownDay(at: Date): string {
  return writtenDay(localDay(at))
}

/** 2026-Q4 as people here write it: 4/2026. */
function writtenQuarter(quarter: string): string {
  return quarter.split('-Q').toReversed().join('/')
}
