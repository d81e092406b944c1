import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { IRunOptions } from 'docx'
import { csvLine, guard, localDay, writtenDay } from '../../platform/index.ts'
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
export async function reportDocx(report: Report, language: Language): Promise<Buffer> {
  const { review, units } = report
  const text = (name: keyof typeof reportText) => reportText[name][language]
  const sums = (['accounts', 'certified', 'revoked', 'unanswered'] as const).map((count) =>
    units.reduce((sum, unit) => sum + unit[count], 0),
  )
  const unitHead = [text('unit'), text('accounts'), ...Object.values(answerText).map((answer) => answer[language])]
  const unitRows = units.map((unit) => [
    nameOf(unit.unit, language),
    ...[unit.accounts, unit.certified, unit.revoked, unit.unanswered].map(String),
  ])
  const facts = [
    [text('quarter'), review.quarter],
    [text('opened'), shownDay(review.openedAt)],
    [text('deadline'), shownDay(new Date(review.deadline.getTime() - 1))],
    [text('closed'), review.closedAt === null ? text('running') : shownDay(review.closedAt)],
  ] as const
  const document = new Document({
    title: `${text('title')} ${review.quarter}`,
    creator: 'khochung',
    styles: { default: { document: { run: { font: 'Times New Roman', size: 24 } } } },
    sections: [
      {
        children: [
          new Paragraph({ text: text('title'), heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
          new Paragraph(text('basis')),
          ...facts.map(([name, value]) => new Paragraph(`${name}: ${value}`)),
          heading(text('byUnit')),
          table(unitHead, [...unitRows, [text('total'), ...sums.map(String)]]),
          heading(text('byAccount')),
          table(
            itemColumns.map((column) => text(column)),
            itemRows(report, language),
          ),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function heading(text: string): Paragraph {
  return new Paragraph({ text, heading: HeadingLevel.HEADING_1, spacing: { before: 300, after: 120 } })
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string, isHead: boolean) => {
    const run: IRunOptions = { text, bold: isHead, size: 20 }
    return new TableCell({
      children: [new Paragraph({ children: [new TextRun(run)] })],
      ...(isHead && { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'E8EEF4' } }),
    })
  }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text) => cell(text, true)) }),
      ...rows.map((cells) => new TableRow({ children: cells.map((text) => cell(text, false)) })),
    ],
  })
}

function answerOf({ answer }: ReviewItem, language: Language): string {
  return answerText[answer ?? 'unanswered'][language]
}

function nameOf({ name, nameEn }: { readonly name: string; readonly nameEn: string }, language: Language): string {
  return language === 'vi' ? name : nameEn
}

function shownDay(at: Date): string {
  return writtenDay(localDay(at))
}
