import type { Field } from '../catalogue/index.ts'
import type { LookupField } from './storage/columns.sql.ts'

/** A field of text without any rule, in its place in a structure, with what matters to the test. */
export function aField(over: Partial<Field> = {}): Field {
  return {
    id: 'f1',
    name: 'ten',
    title: 'Tên',
    titleEn: 'Name',
    type: 'text',
    length: null,
    pattern: null,
    check: null,
    minimum: null,
    maximum: null,
    required: false,
    unique: false,
    key: false,
    codeList: null,
    references: null,
    sensitivity: 'none',
    territory: false,
    searched: false,
    indexed: false,
    description: '',
    descriptionEn: '',
    ...over,
  }
}

/** The same as readers look it up. */
export function aLookupField(over: Partial<Field> = {}): LookupField {
  const field = aField(over)
  return { ...field, column: field.id }
}
