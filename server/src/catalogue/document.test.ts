import { describe, expect, it } from 'vitest'
import { attachment, beginsAs, mediaTypes, safeFileName } from './document.ts'
import type { MediaType } from './document.ts'

describe('a document', () => {
  it.each<[MediaType, string, boolean]>([
    ['application/pdf', '%PDF-1.7', true],
    ['application/pdf', '<html><b', false],
    ['application/zip', 'PK\u0003\u0004\u0014\u0000\u0000\u0000', true],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'PK\u0003\u0004abcd', true],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '%PDF-1.7', false],
    ['image/png', '\u0089PNG\r\n\u001a\n', true],
    ['image/png', '\u0089PNG', false],
    ['image/jpeg', '\u00ff\u00d8\u00ff\u00e0', true],
    ['text/plain', 'Hướng dẫn', true],
    ['text/plain', '', true],
    ['text/csv', 'ma\u0000ten', false],
  ])('said to be %s and beginning with %j is one: %s', (mediaType, head, expected) => {
    expect(beginsAs(mediaType, Buffer.from(head, head.startsWith('H') ? 'utf8' : 'latin1'))).toBe(expected)
  })

  it('is of no type that a browser would run', () => {
    expect(mediaTypes.filter((type) => /html|svg|xml$|javascript|octet/.test(type))).toEqual([])
  })

  it.each([
    ['Đặc tả dữ liệu.pdf', 'Đặc tả dữ liệu.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\tài liệu\\a.pdf', 'a.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie x.pdf'],
    ['..', 'tai-lieu'],
    ['a"b<c>.pdf', 'abc.pdf'],
    [`${'a'.repeat(300)}.pdf`, 'a'.repeat(150)],
  ])('named %j is kept as %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected)
  })

  it('is downloaded under its name, for old readers without diacritics (RFC 6266)', () => {
    expect(attachment("Đặc tả (v1) 'cuối'.pdf")).toBe(
      "attachment; filename=\"Dac ta (v1) 'cuoi'.pdf\"; filename*=UTF-8''%C4%90%E1%BA%B7c%20t%E1%BA%A3%20%28v1%29%20%27cu%E1%BB%91i%27.pdf",
    )
  })
})
