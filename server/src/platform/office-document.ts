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

/** Media type of an office document (OOXML). */
export const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** What stands in a document, one under the other. */
export type DocumentPart =
  | { readonly heading: string }
  | { readonly paragraph: string }
  | { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }

export interface Column {
  readonly name: string
  /** Of the width, in per cent. */
  readonly share: number
  readonly isNumber?: boolean
}

/** Of an A4 page with the margins of the library, in twentieths of a point. */
const textWidth = 9026

/** A document to be signed and filed: its title, then its parts, in the type that Decree 30/2020 asks for. */
export function officeDocument(title: string, parts: readonly DocumentPart[], windowTitle = title): Promise<Buffer> {
  const document = new Document({
    title: windowTitle,
    creator: 'khochung',
    styles: { default: { document: { run: { font: 'Times New Roman', size: 24 } } } },
    sections: [
      {
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
          ...parts.map(made),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function made(part: DocumentPart): Paragraph | Table {
  if ('paragraph' in part) return new Paragraph(part.paragraph)
  if ('columns' in part) return table(part.columns, part.rows)
  return new Paragraph({ text: part.heading, heading: HeadingLevel.HEADING_1, spacing: { before: 300, after: 120 } })
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): Table {
  const cell = ({ share, isNumber = false }: Column, text: string, isHead: boolean) => {
    const run: IRunOptions = { text, bold: isHead, size: 20 }
    return new TableCell({
      width: { size: share, type: WidthType.PERCENTAGE },
      children: [
        new Paragraph({
          alignment: isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun(run)],
        }),
      ],
      ...(isHead && { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'E8EEF4' } }),
    })
  }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: columns.map(({ share }) => Math.round((share * textWidth) / 100)),
    rows: [
      new TableRow({ tableHeader: true, children: columns.map((column) => cell(column, column.name, true)) }),
      ...rows.map((cells) => {
        const children = columns.map((column, place) => cell(column, cells[place] ?? '', false))
        return new TableRow({ cantSplit: true, children })
      }),
    ],
  })
}
