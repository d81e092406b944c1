import { ProblemError } from '../../platform/index.ts'
import { accessProblems } from '../access.errors.ts'
import { channelTexts } from './extent.texts.ts'
import type { Channel } from './extent.ts'
import type { GrantInUse } from './grant-in-use.ts'

/** Throws `access.channelNotGranted` where a grant does not open the way in which data is asked for. */
export function requireChannel(grant: GrantInUse | null, channel: Channel): void {
  if (grant === null || grant.channels.includes(channel)) return
  const params = { grant: grant.number, channel, channels: [...grant.channels] }
  const { code, definition, clause } = accessProblems.channelNotGranted(params)
  const inWords = (language: 'vi' | 'en') => {
    const granted = grant.channels.map((each) => channelTexts[each][language]).join(', ')
    const { title, detail = '', remedy } = definition[language]
    const asked = channelTexts[channel][language]
    return { title: title.replace('{asked}', asked), detail: detail.replace('{granted}', granted), remedy }
  }
  throw new ProblemError(code, { ...definition, vi: inWords('vi'), en: inWords('en') }, params, { clause })
}
