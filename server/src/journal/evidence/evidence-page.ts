import { writtenInstant } from '../../platform/index.ts'
import type { Party, Receipt } from '../receipt/receipt.ts'
import { evidenceFiles } from './archive.ts'
import type { EvidenceFile } from './archive.ts'

/** The page of an evidence archive for people, in Vietnamese: self-contained, to be read on a screen or on paper. */

export interface PageFacts {
  readonly receipt: Receipt
  /** Entries of the checkpoint in the archive. */
  readonly size: number
  readonly stampedAt: Date | undefined
  /** The files of the archive. */
  readonly names: readonly EvidenceFile[]
}

const proves: Readonly<Record<EvidenceFile, string>> = {
  'bien-nhan.html': 'Trang này. Chỉ để đọc; có giá trị chứng minh là các tệp dưới đây.',
  'receipt.jws':
    'Biên nhận có chữ ký số (JWS, RFC 7515): ai giao, ai nhận, dữ liệu nào, để làm gì, lúc nào, mã băm của dữ liệu.',
  'receipt.json': 'Nội dung của biên nhận ở dạng JSON chuẩn tắc (RFC 8785), đúng các byte đã được ký.',
  checkpoint: 'Lần chốt nhật ký của kho, do chính nhật ký ký: số mục và giá trị gốc của cây Merkle trên mọi thay đổi.',
  'consistency.json':
    'Cho thấy nhật ký ở lần chốt này nối tiếp nhật ký ghi trong biên nhận, không mục nào bị sửa hay bỏ.',
  'successions.json':
    'Cho thấy nhật ký ghi trong biên nhận đã khép lại và bàn giao cho nhật ký ở lần chốt này; cả hai khóa cùng ký.',
  'entry.json': 'Mục nhật ký đã ghi lần nộp dữ liệu, đúng các byte mà cây Merkle cam kết.',
  'entry.tlog-proof': 'Cho thấy mục đó nằm trong nhật ký ở lần chốt này (C2SP tlog-proof).',
  'checkpoint.tsr':
    'Dấu thời gian (RFC 3161): tổ chức cấp dấu xác nhận lần chốt đã tồn tại vào thời điểm ghi trong dấu.',
  'certificates.pem': 'Chứng thư của khóa ký biên nhận, của dấu thời gian và chứng thư gốc.',
}

const kinds = { read: 'Biên nhận khai thác dữ liệu', submission: 'Biên nhận nộp dữ liệu' } as const
export function evidencePage({ receipt, size, stampedAt, names }: PageFacts): string {
  const { kind, digest, journal, structure, apply, rows, bytes, purpose } = receipt
  const facts: [string, string | undefined][] = [
    ['Mã', receipt.id],
    ['Thời điểm', timeOf(new Date(receipt.at))],
    ['Bên giao', partyOf(receipt.sender)],
    ['Bên nhận', partyOf(receipt.receiver)],
    ['Bộ dữ liệu', receipt.dataset],
    ['Mục đích', purpose ?? undefined],
    ['Phiên bản cấu trúc', structure?.toString()],
    ['Dữ liệu sau lần cập nhật số', apply?.toString()],
    ['Số bản ghi', rows?.toString()],
    ['Số byte', bytes?.toString()],
    ['Mã băm SHA-256 của dữ liệu', digest['sha-256']],
    ['Nhật ký lúc lập biên nhận', journal ? `${String(journal.size)} mục, gốc ${journal.root}` : undefined],
    ['Lần chốt kèm theo', `${String(size)} mục`],
    ['Dấu thời gian', stampedAt ? timeOf(stampedAt) : 'chưa có; tải lại bằng chứng sau ít nhất một giờ để có dấu'],
  ]
  const shown = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${kinds[kind]} ${escape(receipt.id)}</title>
<style>
body { font: 16px/1.5 "Be Vietnam Pro", "Segoe UI", Roboto, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem; break-after: avoid }
table { border-collapse: collapse; width: 100% } th, td { border-top: 1px solid #bbb; padding: .4rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { width: 15rem; font-weight: 600 } tr { break-inside: avoid } code, pre { font-family: ui-monospace, monospace; font-size: .85rem } pre { white-space: pre-wrap; background: #f3f3f3; padding: .6rem; overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none; font-size: 11pt } }
</style>
<h1>${kinds[kind]}</h1>
<p>${about[kind]} (Điều 4 Quy chế ban hành kèm theo Quyết định 5086/QĐ-UBND; Luật Giao dịch điện tử 2023).</p>
<table>${rowsOf(shown)}</table>
<h2>Mỗi tệp chứng minh điều gì</h2>
<table>${rowsOf(
    evidenceFiles.filter((name) => names.includes(name)).map((name) => [name, proves[name]] as const),
    (name) => `<code>${name}</code>`,
  )}</table>
<h2>Cách kiểm tra, không cần đến kho</h2>
<p>Lấy khóa công khai của nhật ký và chứng thư gốc từ kho một lần, bằng một đường khác với đường nhận bằng chứng này, rồi chạy:</p>
<pre>kho verify &lt;tệp zip này&gt; --key &lt;khóa của nhật ký&gt; --certificate &lt;chứng thư gốc&gt; --against &lt;tệp dữ liệu đã nhận&gt;</pre>
<p>Kiểm tra bằng công cụ có sẵn trên mọi máy:</p>
<pre>sha256sum &lt;tệp dữ liệu đã nhận&gt;
${names.includes('checkpoint.tsr') ? 'openssl ts -verify -in checkpoint.tsr -data checkpoint -CAfile certificates.pem' : ''}</pre>
<p>Tài liệu <code>docs/how-to/receipts.vi.md</code> của khochung in một đoạn chương trình ngắn kiểm tra biên nhận chỉ bằng openssl.</p>
</html>
`
}

const about = {
  read: 'Kho dữ liệu dùng chung xác nhận đã giao cho đơn vị dưới đây các byte có mã băm dưới đây',
  submission: 'Kho dữ liệu dùng chung xác nhận đã nhận từ đơn vị dưới đây các byte có mã băm dưới đây',
} as const

function timeOf(at: Date): string {
  const { time, day } = writtenInstant(at)
  return `${time} ngày ${day} (giờ Việt Nam; ${at.toISOString()})`
}

const partyOf = (party: Party) =>
  'warehouse' in party
    ? `Kho dữ liệu dùng chung ${party.warehouse}`
    : `${party.unitName} (đơn vị ${party.unit}, tài khoản ${party.account})`

function rowsOf(rows: readonly (readonly [string, string])[], head: (name: string) => string = escape): string {
  return rows.map(([name, value]) => `<tr><th>${head(name)}</th><td>${escape(value)}</td></tr>`).join('\n')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
