import type { Dataset } from '../api/types.ts'
import type { Language } from '../lib/i18n.ts'

export function fieldTitles(dataset: Dataset, language: Language): ReadonlyMap<string, string> {
  const fields = dataset.structure?.fields ?? []
  return new Map(fields.map((field) => [field.name, language === 'en' ? field.titleEn : field.title]))
}
