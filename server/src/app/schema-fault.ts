import type { FieldFault, Language } from '../platform/index.ts'

/** A fault as the schema validator tells it (ajv). */
export interface SchemaFault {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** What is wrong with a value, by the keyword of JSON Schema that it breaks; `{name}` is one of the validator's facts. */
const texts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  required: { vi: 'còn thiếu', en: 'is missing' },
  type: { vi: 'sai kiểu, cần {type}', en: 'must be of type {type}' },
  minLength: { vi: 'quá ngắn, ít nhất {limit} ký tự', en: 'must have at least {limit} characters' },
  maxLength: { vi: 'quá dài, nhiều nhất {limit} ký tự', en: 'must have at most {limit} characters' },
  minimum: { vi: 'không được nhỏ hơn {limit}', en: 'must be at least {limit}' },
  maximum: { vi: 'không được lớn hơn {limit}', en: 'must be at most {limit}' },
  pattern: { vi: 'sai dạng, cần khớp {pattern}', en: 'must be of the form {pattern}' },
  format: { vi: 'sai dạng {format}', en: 'must be of the format {format}' },
  enum: { vi: 'phải là một trong: {allowedValues}', en: 'must be one of: {allowedValues}' },
  const: { vi: 'phải là {allowedValue}', en: 'must be {allowedValue}' },
  additionalProperties: { vi: 'có phần thừa: {additionalProperty}', en: 'has a member too many: {additionalProperty}' },
  minItems: { vi: 'cần ít nhất {limit} mục', en: 'must have at least {limit} items' },
  maxItems: { vi: 'nhiều nhất {limit} mục', en: 'must have at most {limit} items' },
  uniqueItems: { vi: 'có mục bị lặp', en: 'must not repeat an item' },
  anyOf: { vi: 'không thuộc dạng nào được nhận', en: 'is of none of the forms accepted' },
}

const otherwise: Readonly<Record<Language, string>> = { vi: 'không hợp lệ', en: 'is not valid' }

/** The place and the fault in the reader's language. */
export function toFieldFault({ keyword, instancePath, params }: SchemaFault, language: Language): FieldFault {
  const place = instancePath.replace(/^\//, '').replaceAll('/', '.')
  const missing = keyword === 'required' ? String(params['missingProperty']) : ''
  const text = (texts[keyword] ?? otherwise)[language]
  return {
    field: [place, missing].filter((part) => part !== '').join('.'),
    message: text.replace(/\{(\w+)\}/g, (_whole, name: string) => shown(params[name])),
  }
}

function shown(fact: unknown): string {
  return Array.isArray(fact) ? fact.map(String).join(', ') : String(fact)
}
