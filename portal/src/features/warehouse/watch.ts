/** Submissions sent from this window whose end the reader has not seen yet. */
const storageKey = 'kho-watched-submissions'

export function watched(): string[] {
  const stored = sessionStorage.getItem(storageKey)
  return stored === null || stored === '' ? [] : stored.split(',')
}

export function watch(id: string): void {
  store([...watched().filter((each) => each !== id), id])
}

export function unwatch(id: string): void {
  store(watched().filter((each) => each !== id))
}

function store(ids: string[]): void {
  sessionStorage.setItem(storageKey, ids.join(','))
}
