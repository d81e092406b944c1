import type { Db } from '../../platform/index.ts'
import type { Positions } from './evidence.ts'
import { findEntriesAt, findEntryPositions, findRead, findReadPositions } from './evidence.store.ts'
import { findAccountSubject, findDatasetSubject, findGrantSubject, findUnitSubject } from './subject.store.ts'
import { violationProblems } from './violation.errors.ts'
import type { Subject } from './violation.ts'
import type { NamedEvidence, Report } from './violations.ts'

const unknown: Subject = { type: 'unknown', id: null, name: null, accountId: null, unitId: null, datasetId: null }
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const grantNumber = /^(\d{4})\/(\d{1,9})$/

/** Whom or what a report is about. Throws `access.violationSubjectNotFound`. */
export async function subjectOf(db: Db, { type, name }: Report['subject']): Promise<Subject> {
  if (type === 'unknown') return unknown
  const called = name?.trim() ?? ''
  const found = await named(db, type, called)
  if (!found) throw violationProblems.violationSubjectNotFound({ subject: called })
  return found
}

async function named(db: Db, type: Exclude<Subject['type'], 'unknown'>, name: string): Promise<Subject | undefined> {
  if (type === 'account') return findAccountSubject(db, name)
  if (type === 'dataset') return findDatasetSubject(db, name)
  if (type === 'unit') return uuid.test(name) ? findUnitSubject(db, name) : undefined
  const [, year, number] = grantNumber.exec(name) ?? []
  return year === undefined ? undefined : findGrantSubject(db, { year: Number(year), number: Number(number) })
}

/** What stands at the places somebody names. Throws `access.violationEvidenceNotFound` when nothing does at one of them. */
export async function positionsOf(db: Db, { entries, reads }: NamedEvidence): Promise<Positions[]> {
  const places = [...new Set(entries)]
  const ids = await findEntriesAt(db, places)
  if (ids.length !== places.length) throw violationProblems.violationEvidenceNotFound()
  const sealed = ids.length === 0 ? [] : [await findEntryPositions(db, ids)]
  const read = await Promise.all([...new Set(reads)].map((id) => findSingleRead(db, id)))
  return [...sealed, ...read].map((each) => {
    if (!each) throw violationProblems.violationEvidenceNotFound()
    return each
  })
}

async function findSingleRead(db: Db, id: string): Promise<Positions | undefined> {
  const range = await findRead(db, id)
  return range && findReadPositions(db, range)
}
