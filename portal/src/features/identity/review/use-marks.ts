import { useEffect, useState } from 'react'
import { noMarks, type Given, type Marks } from './review-marks.ts'

/** Marks of a review that stay in this browser until they are sent, so that nothing done is lost. */
export function useMarks(name: string): [Marks, (next: Marks) => void] {
  const place = `kho.review.${name}`
  const [marks, setMarks] = useState<Marks>(() => ({ ...noMarks, given: read(place) }))
  useEffect(() => {
    localStorage.setItem(place, JSON.stringify(marks.given))
  }, [place, marks.given])
  return [marks, setMarks]
}

function read(place: string): Given {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Given) : {}
  } catch {
    return {}
  }
}
