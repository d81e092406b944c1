import type { DatasetInput, FieldInput } from '../../src/catalogue/index.ts'

/** Benefit files: one field of every type, and every rule a field can have. Personal, sensitive, with a territory. */
export const files = 'ho-so'
/** The units the files point at. */
export const offices = 'don-vi'

export const wardOne = '26740'
export const wardTwo = '26743'
export const territories = [wardOne, wardTwo, '26746'] as const

export const codeLists = [
  { code: 'loai', csv: 'code,name\nA,Người cao tuổi\nB,Người khuyết tật\nC,Trẻ mồ côi\n' },
  { code: 'phuong', csv: `code,name\n${territories.map((code) => `${code},Phường ${code}`).join('\n')}\n` },
]

export const fileFields: readonly FieldInput[] = [
  field('ma', 'Mã hồ sơ', 'File number', 'text', { key: true, pattern: '^HS[0-9]{4}$', length: 6 }),
  field('ho_ten', 'Họ tên', 'Name', 'text', { required: true, length: 20, sensitivity: 'personal' }),
  field('ngay_sinh', 'Ngày sinh', 'Date of birth', 'date', {
    ...{ minimum: '1900-01-01', maximum: '2026-01-01', sensitivity: 'personal' },
  }),
  field('so_con', 'Số con', 'Children', 'integer', { minimum: '0', maximum: '20' }),
  field('muc', 'Mức hưởng', 'Amount', 'decimal', { minimum: '0', maximum: '99999.99' }),
  field('hieu_luc', 'Còn hiệu lực', 'In force', 'boolean'),
  field('loai', 'Loại', 'Kind', 'text', { codeList: 'loai' }),
  field('phuong', 'Phường', 'Ward', 'text', { codeList: 'phuong', territory: true }),
  field('so_the', 'Số thẻ', 'Card number', 'text', { unique: true, pattern: '^[0-9]{4}$' }),
  field('don_vi', 'Đơn vị chi trả', 'Paying office', 'text', { references: { dataset: offices, field: 'ma' } }),
  field('benh', 'Bệnh', 'Illness', 'text', { sensitivity: 'sensitive' }),
  field('ghi_chu', 'Ghi chú', 'Note', 'text'),
]

export const officeFields: readonly FieldInput[] = [
  field('ma', 'Mã đơn vị', 'Office code', 'text', { key: true }),
  field('ten', 'Tên đơn vị', 'Office name', 'text', { required: true }),
]

function field(
  ...[name, title, titleEn, type, rules = {}]: [string, string, string, FieldInput['type'], Partial<FieldInput>?]
): FieldInput {
  return { name, title, titleEn, type, ...rules }
}

/** What a provider says of a dataset; tests say what matters to them. */
export function aDataset(over: Partial<DatasetInput> & Pick<DatasetInput, 'code' | 'provider'>): DatasetInput {
  return {
    name: 'Hồ sơ trợ cấp',
    nameEn: 'Benefit files',
    description: '',
    descriptionEn: '',
    kind: 'shared',
    classification: 'confidential',
    updateMethod: 'full',
    updateFrequency: 'monthly',
    consumers: [],
    licence: 'Nội bộ',
    contact: 'thu.nghiem@example.test',
    ...over,
  }
}

/** A row of the files as its cells are written; null for an empty cell. */
export type FileRow = Readonly<Record<string, string | null>>

/** The file with a number, all its cells filled and all rules kept. */
export function aFile(number: number, over: FileRow = {}): FileRow {
  const digits = String(number).padStart(4, '0')
  return {
    ma: `HS${digits}`,
    ho_ten: `Nguyễn Văn ${String(number)}`,
    ngay_sinh: `19${String(40 + (number % 50))}-0${String(1 + (number % 9))}-15`,
    so_con: String(number % 7),
    muc: `${String(500 + number)}.50`,
    hieu_luc: number % 2 === 0 ? 'true' : 'false',
    loai: ['A', 'B', 'C'][number % 3] ?? 'A',
    phuong: territories[number % 3] ?? wardOne,
    so_the: digits,
    don_vi: `DV${String(1 + (number % 2))}`,
    benh: 'Cao huyết áp',
    ghi_chu: null,
    ...over,
  }
}

export function manyFiles(count: number, over: (number: number) => FileRow = () => ({})): FileRow[] {
  return Array.from({ length: count }, (_, place) => aFile(place + 1, over(place + 1)))
}

/** Rows as a CSV file under the header of the first of them. */
export function csvOf(rows: readonly FileRow[], lineEnd = '\n'): string {
  const header = Object.keys(rows[0] ?? aFile(0))
  const lines = rows.map((row) => header.map((name) => cell(row[name] ?? null)).join(','))
  return [header.join(','), ...lines].map((line) => line + lineEnd).join('')
}

function cell(value: string | null): string {
  if (value === null) return ''
  return /[",\r\n]/.test(value) || value === '' ? `"${value.replaceAll('"', '""')}"` : value
}
