import { useEffect, useSyncExternalStore } from 'react'
import { answer, client } from '../../../api/client.ts'
import { DraftBook, type BookState } from './draft-book.ts'

const books = new Map<string, DraftBook>()

/** The one book of a submission, as long as the window is open. */
export function bookOf(submission: string): DraftBook {
  const known = books.get(submission)
  if (known !== undefined) return known
  const made = new DraftBook((rows) =>
    answer(
      client.PATCH('/api/v1/warehouse/submissions/{id}/quarantine', {
        params: { path: { id: submission } },
        body: { rows },
      }),
    ),
  )
  books.set(submission, made)
  return made
}

/** Once its rows are sent again, what was typed stands with the server. */
export function closeBook(submission: string): void {
  books.delete(submission)
}

export function useBook(book: DraftBook): BookState {
  const state = useSyncExternalStore(book.subscribe, book.state)
  const unsaved = state.save !== 'saved'
  useEffect(() => {
    if (!unsaved) return undefined
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
    }
  }, [unsaved])
  return state
}
