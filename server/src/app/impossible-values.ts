import type { FastifyRequest } from 'fastify'
import { platformProblems, preferredLanguage } from '../platform/index.ts'
import type { FieldFault, Language } from '../platform/index.ts'

const texts = {
  text: {
    vi: 'chứa ký tự hỏng hoặc ký tự NUL',
    en: 'must be text without NUL and without broken characters',
  },
  number: { vi: 'phải là số hữu hạn', en: 'must be a finite number' },
}

/**
 * Values that pass every schema and that no store can hold: text with NUL or with half a surrogate pair, and numbers
 * beyond all bounds, which JSON and query strings give as Infinity.
 */
export function impossibleValues(parts: Readonly<Record<string, unknown>>, language: () => Language): FieldFault[] {
  const faults: FieldFault[] = []
  const open = Object.entries(parts)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [field, value] = next
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
      faults.push({ field, message: texts.text[language()] })
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      faults.push({ field, message: texts.number[language()] })
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) open.push([`${field}.${name}`, inner])
    }
  }
  return faults
}

/** Refuses a request that holds what no column can hold. */
export function refuseImpossibleValues({ params, query, body, headers }: FastifyRequest): void {
  const parts = { params, query, body: isStream(body) ? undefined : body }
  const errors = impossibleValues(parts, () => preferredLanguage(headers['accept-language']))
  if (errors.length > 0) throw platformProblems.invalidRequest({}, { errors })
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'pipe' in body
}
