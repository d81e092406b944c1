import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveMemory } from '../../../test/live-memory.ts'
import { CsvScanner, maxRecordBytes, splitRecord } from './csv-scanner.ts'
import type { CsvSink } from './csv-scanner.ts'
import { delimiters } from './profile.ts'

interface Scanned {
  /** What the scanner said, in order: the header as `a|b`, a row as `2: 1,2`, a faulty one as `3! quote`. */
  readonly said: string[]
  readonly samples: string[]
}

function scan(pieces: Iterable<Buffer>, delimiter = ','): Scanned {
  const said: string[] = []
  const samples: string[] = []
  const sink: CsvSink = {
    header: (rows) => said.push(rows.map((cells) => cells.join('|')).join(' // ')),
    row: (number, bytes) => said.push(`${String(number)}: ${bytes.toString()}`),
    fault: (number, fault, sample) => {
      said.push(`${String(number)}! ${fault}`)
      samples.push(sample)
    },
  }
  const scanner = new CsvScanner(sink, { delimiter })
  for (const piece of pieces) scanner.push(piece)
  scanner.end()
  return { said, samples }
}

function* inPieces(data: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size)
}

const bytesOf = (input: string | Buffer) => (typeof input === 'string' ? Buffer.from(input) : input)
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const half = Buffer.from('ễ').subarray(0, 2)

const readable: readonly [what: string, input: string, said: readonly string[]][] = [
  ['an empty file', '', []],
  ['a byte order mark alone', '\uFEFF', []],
  ['a header alone', 'a,b\n', ['a|b']],
  ['a header without a line end', 'a,b', ['a|b']],
  ['a header of one letter', 'a', ['a']],
  ['rows', 'a,b\n1,2\n3,4\n', ['a|b', '2: 1,2', '3: 3,4']],
  ['a last row without a line end', 'a,b\n1,2', ['a|b', '2: 1,2']],
  ['line ends of Windows', 'a,b\r\n1,2\r\n', ['a|b', '2: 1,2']],
  ['both kinds of line ends', 'a,b\r\n1,2\n3,4\r\n', ['a|b', '2: 1,2', '3: 3,4']],
  ['a carriage return as the last byte', 'a,b\n1,2\r', ['a|b', '2: 1,2']],
  ['a byte order mark', '\uFEFFa,b\n1,2\n', ['a|b', '2: 1,2']],
  ['a byte order mark before a quote', '\uFEFF"a","b"\n1,2\n', ['a|b', '2: 1,2']],
  ['a later byte order mark as text', 'a,b\n\uFEFF1,2\n', ['a|b', '2: \uFEFF1,2']],
  ['blank lines, which count and say nothing', 'a,b\n\n\r\n1,2\n\n', ['a|b', '4: 1,2']],
  ['empty cells', 'a,b\n,\n"",\n', ['a|b', '2: ,', '3: "",']],
  ['an empty cell in quotes as the only one', 'a\n""\n', ['a', '2: ""']],
  ['commas in quotes', 'a,b\n"1,5",2\n', ['a|b', '2: "1,5",2']],
  ['doubled quotes', 'a,b\n"say ""hi""",2\n', ['a|b', '2: "say ""hi""",2']],
  ['line ends in quotes as one record', 'a,b\n"1\r\n\n2",x\n3,4\n', ['a|b', '2: "1\r\n\n2",x', '3: 3,4']],
  ['a carriage return in quotes', 'a,b\n"1\r2",x\n', ['a|b', '2: "1\r2",x']],
  ['quotes before line ends of Windows', '"a","b"\r\n"1","2"\r\n', ['a|b', '2: "1","2"']],
  ['tabs and spaces as they are', 'a,b\n 1\t, 2 \n', ['a|b', '2:  1\t, 2 ']],
  ['Vietnamese and emoji', 'tên,họ\nĐặng 🌊,Trần\n', ['tên|họ', '2: Đặng 🌊,Trần']],
  ['a backslash and a dot as a whole line', 'a\n\\.\n1\n', ['a', '2: \\.', '3: 1']],
  ['a line of a backslash and a dot in quotes', 'a,b\n1,"x\n\\.\ny"\n', ['a|b', '2: 1,"x\n\\.\ny"']],
  ['quotes and commas in the header', '"a ""x""","b,c"\n1,2\n', ['a "x"|b,c', '2: 1,2']],
]

const faulty: readonly [what: string, input: string | Buffer, said: readonly string[]][] = [
  ['a row with too few cells', 'a,b\n1\n3,4\n', ['a|b', '2! fieldCount', '3: 3,4']],
  ['a row with too many cells', 'a,b\n1,2,3\n', ['a|b', '2! fieldCount']],
  ['a trailing comma', 'a,b\n1,2,\n', ['a|b', '2! fieldCount']],
  ['a quote inside a plain cell', 'a,b\n1"x,2\n3,4\n', ['a|b', '2! quote', '3: 3,4']],
  ['a quoted cell after a space', 'a,b\n "1",2\n', ['a|b', '2! quote']],
  ['text behind a closing quote', 'a,b\n"1"x,2\n3,4\n', ['a|b', '2! quote', '3: 3,4']],
  ['a quote that is never closed', 'a,b\n1,2\n"3,4\n5,6\n', ['a|b', '2: 1,2', '3! quote']],
  ['a quote opened as the last byte', 'a,b\n1,"', ['a|b', '2! quote']],
  ['a carriage return outside quotes', 'a,b\n1\r,2\n3,4\n', ['a|b', '2! quote', '3: 3,4']],
  ['two carriage returns before a line end', 'a,b\n1,2\r\r\n3,4\n', ['a|b', '2! quote', '3: 3,4']],
  ['two carriage returns behind a quote', 'a,b\n1,"2"\r\r\n3,4\n', ['a|b', '2! quote', '3: 3,4']],
  ['the line ends of old Macs', 'a,b\r1,2\r3,4\r', ['1! quote']],
  ['NUL', 'a,b\n1,\0\n3,4\n', ['a|b', '2! notText', '3: 3,4']],
  ['a control character in quotes', 'a,b\n1,"\u001F"\n', ['a|b', '2! notText']],
  ['a byte that is not UTF-8', latin1('a,b\nM\xFCller,2\n3,4\n'), ['a|b', '2! notText', '3: 3,4']],
  ['UTF-8 cut off', Buffer.concat([Buffer.from('a,b\n1,'), half]), ['a|b', '2! notText']],
  ['half a surrogate pair', latin1('a,b\n1,\xED\xA0\x80\n'), ['a|b', '2! notText']],
  ['a picture', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), ['1! notText', '2! notText', '3! notText']],
  ['UTF-16', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), ['1! notText', '2! notText', '3! notText']],
  ['the first of several faults', 'a,b\n"1\0"x\n2\n\0"\n', ['a|b', '2! notText', '3! fieldCount', '4! notText']],
]

describe.each([1, 2, 3, 7, 1_000_000])('in pieces of %i bytes', (size) => {
  it.each(readable)('reads %s', (_what, input, said) => {
    expect(scan(inPieces(bytesOf(input), size))).toEqual({ said, samples: [] })
  })

  it.each(faulty)('refuses %s', (_what, input, said) => {
    expect(scan(inPieces(bytesOf(input), size)).said).toEqual(said)
  })
})

const header = Buffer.from('a,b\n')
const row = Buffer.from('1,2\n')
const filler = (bytes: number, ...around: [string, string]) => [
  Buffer.from(around[0]),
  Buffer.alloc(bytes, 'x'),
  Buffer.from(around[1]),
]

describe('a record of great length', () => {
  it('is taken up to a mebibyte', () => {
    const record = filler(maxRecordBytes - 4, '"', '",2\n')
    expect(scan([header, ...record, row]).said).toEqual([
      'a|b',
      `2: ${Buffer.concat(record).toString().trim()}`,
      '3: 1,2',
    ])
  })

  it.each([
    ['of one byte more', maxRecordBytes - 3, ['"', '",2\n']],
    ['with a field of ten megabytes', 10_000_000, ['"', '",2\n']],
    ['with ten megabytes of lines in quotes', 10_000_000, ['"\n', '\n",2\n']],
    ['without quotes', 10_000_000, ['', ',2\n']],
  ] satisfies [string, number, [string, string]][])('is refused %s, and the next is read', (_what, bytes, around) => {
    const file = Buffer.concat([header, ...filler(bytes, ...around), row])
    for (const size of [65_536, file.length]) {
      const { said, samples } = scan(inPieces(file, size))
      expect(said).toEqual(['a|b', '2! tooLong', '3: 1,2'])
      expect(samples.map((sample) => sample.length)).toEqual([200])
    }
  })

  it('takes no more memory than a short one', async () => {
    const scanner = new CsvScanner({ header: () => undefined, row: () => undefined, fault: () => undefined })
    scanner.push(Buffer.from('a,b\n"'))
    const piece = Buffer.alloc(65_536, 'x')
    const before = liveMemory().bytes
    for (let pieces = 0; pieces < 160; pieces += 1) scanner.push(piece)
    // Freed buffers are given back by a thread of the engine's own, a little after the collection.
    await expect.poll(() => liveMemory().bytes - before, { timeout: 20_000 }).toBeLessThan(2 * (maxRecordBytes >> 20))
    scanner.end()
  }, 30_000)

  it('is refused where a missing quote swallows the rest of the file', () => {
    const lost = Buffer.concat(Array<Buffer>(400_000).fill(row))
    const { said } = scan(inPieces(Buffer.concat([header, row, Buffer.from('"1,2\n'), lost]), 65_536))
    expect(said).toEqual(['a|b', '2: 1,2', '3! tooLong'])
  })
})

it('shows of a faulty record what can be printed', () => {
  expect(scan([Buffer.from('a\nĐặng,\t"\0\u0001\n')]).samples).toEqual(['Đặng,·"··'])
  expect(scan([Buffer.concat([Buffer.from('a\n'), Buffer.of(0x41, 0xff, 0x42)])]).samples).toEqual(['A·B'])
})

const cell = fc.string({
  unit: fc.oneof(fc.constantFrom('"', ...delimiters, '\n', '\r', ' ', '.', 'Đ', 'ễ'), fc.string({ unit: 'grapheme' })),
  maxLength: 6,
})
const isText = (text: string) => !/(?![\t\n\r])\p{Cc}/u.test(text) && text.isWellFormed()
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((columns) =>
    fc.array(fc.array(cell.filter(isText), { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
  )

/** As careful or as lavish with quotes as the writer likes; a line that would be blank needs them. */
function write(cells: readonly string[], delimiter: string, isLavish: () => boolean): string {
  const isBlank = (text: string) => text === '' && cells.length === 1
  const mustQuote = (text: string) => /["\r\n]/.test(text) || text.includes(delimiter) || isBlank(text)
  return cells.map((text) => (mustQuote(text) || isLavish() ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter)
}

it.each(delimiters)(
  'gives back any table row by row and byte for byte, however it was written with %j and cut into pieces',
  (delimiter) => {
    const style = fc.record({
      mark: fc.constantFrom('', '\uFEFF'),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
      lavish: fc.infiniteStream(fc.boolean()),
      pieces: fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
    })
    fc.assert(
      fc.property(table, style, ([columns = [], ...rows], { mark, lineEnd, last, lavish, pieces }) => {
        const next = <T>(stream: Iterator<T, unknown>) => stream.next().value as T
        const lines = [columns, ...rows].map((cells) => write(cells, delimiter, () => next(lavish)))
        // Without a mark of its own, text that begins with one would be taken for a file with a mark.
        fc.pre(mark !== '' || !(lines[0] ?? '').startsWith('\uFEFF'))
        const file = Buffer.from(mark + lines.join(lineEnd) + (last ? lineEnd : ''))
        const cuts: Buffer[] = []
        for (let at = 0; at < file.length;) cuts.push(file.subarray(at, (at += next(pieces))))
        const { said } = scan(cuts, delimiter)
        expect(said).toEqual([
          columns.join('|'),
          ...lines.slice(1).map((line, place) => `${String(place + 2)}: ${line}`),
        ])
        expect(lines.slice(1).map((record) => splitRecord(record, delimiter))).toEqual(rows)
      }),
      { seed: 4180, numRuns: 250 },
    )
  },
)

it.each([
  ['', ['']],
  ['a', ['a']],
  ['a,b', ['a', 'b']],
  [',', ['', '']],
  ['a,', ['a', '']],
  ['"a"', ['a']],
  ['"a,b",c', ['a,b', 'c']],
  ['"a""b"', ['a"b']],
  ['""""', ['"']],
  ['"",""', ['', '']],
  ['"a\r\nb",c', ['a\r\nb', 'c']],
  [' a , b ', [' a ', ' b ']],
  ['a,"b', ['a', '"b']],
  ['a,b"c,d', ['a', 'b"c,d']],
  ['"a"b,c', ['"a"b,c']],
])('splits %j into %j', (record, cells) => {
  expect(splitRecord(record)).toEqual(cells)
})

it('splits records of the greatest length', () => {
  const long = 'x'.repeat(maxRecordBytes)
  expect(splitRecord(`"${long}",${long}`)).toEqual([long, long])
  expect(splitRecord(`"${'""'.repeat(maxRecordBytes / 2)}"`)).toEqual(['"'.repeat(maxRecordBytes / 2)])
  expect(splitRecord(','.repeat(10_000))).toHaveLength(10_001)
  expect(splitRecord(`"${long}`)).toEqual([`"${long}`])
})
