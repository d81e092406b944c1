import { describe, expect, it } from 'vitest'
import { canonicalPattern } from './pattern.ts'

describe('a pattern both engines read alike', () => {
  it.each([
    ['[0-9]{12}', '[0-9]{12}'],
    ['\\d{12}', '[0-9]{12}'],
    ['[\\dA-Z]+', '[0-9A-Z]+'],
    ['^(a|b)?$', '^(a|b)?$'],
    ['(?:0[1-9]|[1-9][0-9])', '(?:0[1-9]|[1-9][0-9])'],
    ['\\d{10}(-\\d{3})?', '[0-9]{10}(-[0-9]{3})?'],
    ['[A-Za-zÀ-ỹ ]{1,50}', '[A-Za-zÀ-ỹ ]{1,50}'],
    ['Phường .*', 'Phường .*'],
    ['a\\.b\\/c\\\\d', 'a\\.b\\/c\\\\d'],
    ['[^,;]+', '[^,;]+'],
    ['[-a]', '[\\-a]'],
    ['[a-]', '[a\\-]'],
    ['[a^]', '[a\\^]'],
    ['[\\[\\]\\-]', '[\\[\\]\\-]'],
    ['x{2,}', 'x{2,}'],
    ['😀+', '😀+'],
  ])('%s is kept as %s', (pattern, expected) => {
    expect(canonicalPattern(pattern)).toBe(expected)
  })

  it.each([
    ['a back-reference', '(a)\\1'],
    ['look-behind', '(?<=a)b'],
    ['look-ahead', '(?=a)b'],
    ['negative look-ahead', '(?!a)b'],
    ['a named group', '(?<x>a)'],
    ['embedded options', '(?i)a'],
    ['a lazy quantifier', 'a+?'],
    ['a doubled quantifier', 'a**'],
    ['\\w, which PostgreSQL reads as any letter', '\\w+'],
    ['\\s', '\\s'],
    ['\\b', '\\bab\\b'],
    ['\\m', '\\mab'],
    ['\\y', '\\yab'],
    ['\\D', '\\D'],
    ['a Unicode escape', '\\u0041'],
    ['a class of POSIX', '[[:alpha:]]'],
    ['a collating element', '[[.a.]]'],
    ['an empty class', '[]'],
    ['a range backwards', '[z-a]'],
    ['a range from a class', '[\\d-z]'],
    ['more than 255 repeats', 'a{256}'],
    ['repeats backwards', 'a{3,2}'],
    ['a brace alone', 'a{'],
    ['a brace without number', 'a{x}'],
    ['a closing brace', 'a}'],
    ['a closing bracket', 'a]'],
    ['an open group', '(a'],
    ['a closing parenthesis', 'a)'],
    ['an open class', '[a'],
    ['a quantifier of nothing', '*a'],
    ['a quantifier of an anchor', '^*'],
    ['a backslash at the end', 'a\\'],
    ['a director of PostgreSQL', '***=a'],
    ['a NUL', 'a\0'],
  ])('%s is refused', (_what, pattern) => {
    expect(canonicalPattern(pattern)).toBeUndefined()
  })

  it('stays the same when it is canonical already', () => {
    for (const pattern of ['[\\-a]', '[0-9]{12}', 'a\\.b', '[\\[\\^]']) {
      expect(canonicalPattern(pattern)).toBe(pattern)
    }
  })
})
