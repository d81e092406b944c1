import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { setRequestLanguage } from '../api/client.ts'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

const storageKey = 'kho-language'

const texts: Record<Language, () => Promise<{ default: object }>> = {
  vi: () => import('../locales/vi.json'),
  en: () => import('../locales/en.json'),
}

function isLanguage(value: string | null): value is Language {
  return languages.some((language) => language === value)
}

function chosenLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  return isLanguage(stored) ? stored : 'vi'
}

export function currentLanguage(): Language {
  const language = i18next.language
  return isLanguage(language) ? language : 'vi'
}

/** Loads only the texts of the language in use; the other one comes when it is asked for. */
export async function startLanguage(): Promise<void> {
  const language = chosenLanguage()
  const { default: translation } = await texts[language]()
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  apply(language)
}

export async function changeLanguage(language: Language): Promise<void> {
  const { default: translation } = await texts[language]()
  i18next.addResourceBundle(language, 'translation', translation)
  await i18next.changeLanguage(language)
  localStorage.setItem(storageKey, language)
  apply(language)
}

function apply(language: Language): void {
  document.documentElement.lang = language
  setRequestLanguage(language)
}
