import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from './i18n.ts'
import { formatFor, type Format } from './format.ts'

/** Whether there is such a text; the names of open groups are known only at run time. */
function isText(key: string): key is 'app.name' {
  return i18next.exists(key)
}

/** Texts and number forms of the language in use; the component renders again when it changes. */
export function useText() {
  const { t } = useTranslation()
  const language = currentLanguage()
  const format: Format = formatFor(language)
  /** Texts for words the server may extend (events, rules): the word itself when we have none. */
  function word(
    group:
      | 'eventName'
      | 'entryKind'
      | 'ruleHelp'
      | 'ruleName'
      | 'via'
      | 'readAction'
      | 'conversionKind'
      | 'subject'
      | 'witnessFailure'
      | 'publishingFailure',
    name: string,
  ): string {
    const key = `${group}.${name}`
    return isText(key) ? t(key) : name
  }
  /** The name of a thing in the reader's language, Vietnamese when it has no other. */
  function named(thing: { name: string; nameEn?: string | null }): string {
    return language === 'en' && thing.nameEn ? thing.nameEn : thing.name
  }
  function titled(thing: { title: string; titleEn: string | null }): string {
    return language === 'en' && thing.titleEn ? thing.titleEn : thing.title
  }
  function described(thing: { description: string; descriptionEn: string }): string {
    return language === 'en' && thing.descriptionEn !== '' ? thing.descriptionEn : thing.description
  }
  return { t, language, format, word, named, titled, described }
}

export type Text = ReturnType<typeof useText>
