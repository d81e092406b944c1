import { describe, expect, it } from 'vitest'
import { detectEncoding } from './encoding-detection.ts'

const header = 'ma,ho_ten,benh'
const latin1 = (...lines: string[]) => Buffer.from([header, ...lines, ''].join('\n'), 'latin1')
const utf32 = (text: string, isBigEndian: boolean) =>
  Buffer.concat(
    Array.from(text, (character) => {
      const bytes = Buffer.alloc(4)
      const code = character.codePointAt(0) ?? 0
      if (isBigEndian) bytes.writeUInt32BE(code)
      else bytes.writeUInt32LE(code)
      return bytes
    }),
  )

describe('the encoding of a text', () => {
  it.each<[string, Buffer, string | undefined, string]>([
    ['plain ASCII', latin1('1,An,x'), 'utf-8', 'UTF-8'],
    ['one line of UTF-8', Buffer.from(`${header}\n1,Nguyễn,Sốt\n`), 'utf-8', 'UTF-8'],
    ['one line of TCVN3', latin1('1,NguyÔn V¨n ¸nh,BÖnh tiÓu ®­êng'), undefined, 'TCVN3 (ABC)'],
    ['many lines of TCVN3, each with few signs', latin1('1,V¨n,x', '2,¸nh,x', '3,®¹t,x'), undefined, 'TCVN3 (ABC)'],
    ['one line of VNI', latin1('1,Nguyeãn Vaên AÙnh,Beänh tieåu ñöôøng'), undefined, 'VNI-Windows'],
    [
      'lines of Windows-1258',
      latin1('1,Nguy\xEA\xDEn,x', '2,Tr\xE2\xCCn,x', '3,Ph\xF4\xEC,x'),
      undefined,
      'Windows-1258',
    ],
    [
      'lines of a western encoding',
      latin1('1,Ren\xE9,x', '2,Z\xFCrich,x', '3,Gar\xE7on,x'),
      undefined,
      'Windows-1252 / ISO 8859',
    ],
    [
      'one strange line among lines of UTF-8',
      Buffer.concat([Buffer.from(`${header}\n1,Nguyễn,x\n`), latin1('2,V¨n ¸nh ®¹t,x')]),
      'utf-8',
      'UTF-8',
    ],
    ['UTF-32 LE with a mark', utf32(`\uFEFF${header}`, false), undefined, 'UTF-32 LE'],
    ['UTF-32 BE with a mark', utf32(`\uFEFF${header}`, true), undefined, 'UTF-32 BE'],
    ['UTF-32 LE without', utf32(`${header}\n1,Nguyễn,x`, false), undefined, 'UTF-32 LE'],
    ['UTF-32 BE without', utf32(`${header}\n1,Nguyễn,x`, true), undefined, 'UTF-32 BE'],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${header}`, 'utf16le'), 'utf-16le', 'UTF-16 LE'],
    ['UTF-16 LE without', Buffer.from(`${header}\n1,Nguyễn,x`, 'utf16le'), 'utf-16le', 'UTF-16 LE'],
  ])('%s is known by its name', (_, bytes, known, name) => {
    expect(detectEncoding(bytes, true)).toMatchObject({ known, name })
  })
})
