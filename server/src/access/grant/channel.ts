import { ProblemError } from '../../platform/index.ts'
import { accessProblems } from '../access.errors.ts'
import type { Channel } from './extent.ts'
import type { GrantInUse } from './grant-in-use.ts'

const names: Readonly<Record<Channel, { readonly vi: string; readonly en: string }>> = {
  list: { vi: 'xem danh sách', en: 'reading page by page' },
  lookup: { vi: 'tra cứu từng bản ghi', en: 'looking up single records' },
  changes: { vi: 'theo dõi thay đổi', en: 'following changes' },
  export: { vi: 'kết xuất tệp', en: 'files' },
}

/** Throws `access.channelNotGranted` where a grant does not open the way in which data is asked for. */
export function requireChannel(grant: GrantInUse | null, channel: Channel): void {
  if (grant === null || grant.channels.includes(channel)) return
  const params = { grant: grant.number, channel, channels: [...grant.channels] }
  const { code, definition, clause } = accessProblems.channelNotGranted(params)
  const inWords = (language: 'vi' | 'en') => {
    const granted = grant.channels.map((each) => names[each][language]).join(', ')
    const { title, detail = '', remedy } = definition[language]
    const asked = names[channel][language]
    return { title: title.replace('{asked}', asked), detail: detail.replace('{granted}', granted), remedy }
  }
  throw new ProblemError(code, { ...definition, vi: inWords('vi'), en: inWords('en') }, params, { clause })
}
