import { useState } from 'react'
import type { OnFault, Profile } from '../../../api/types.ts'

/** What somebody has set for an upload so far; kept in the window, so that reloading the page loses nothing. */
export interface Draft {
  /** Null: as the server reads it by itself. */
  profile: Profile | null
  remember: boolean
  onFault: OnFault | null
}

const none: Draft = { profile: null, remember: false, onFault: null }

export function useDraft(upload: string): [Draft, (part: Partial<Draft>) => void] {
  const [draft, setDraft] = useState<Draft>(() => stored(upload))
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    sessionStorage.setItem(keyOf(upload), JSON.stringify(next))
  }
  return [draft, change]
}

export function forgetDraft(upload: string): void {
  sessionStorage.removeItem(keyOf(upload))
}

function stored(upload: string): Draft {
  const text = sessionStorage.getItem(keyOf(upload))
  return text === null ? none : { ...none, ...(JSON.parse(text) as Partial<Draft>) }
}

function keyOf(upload: string): string {
  return `kho-submit-${upload}`
}
