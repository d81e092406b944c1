import { AsyncLocalStorage } from 'node:async_hooks'
import type { Read } from './read.ts'
import type { LoggedRead } from './read.store.ts'

/** A read whose answer is not put together yet: it is logged under the digest of the bytes that leave. */
export interface Disclosure extends Omit<Read, 'digest' | 'rows' | 'fields'> {
  /** What of the dataset stands in the answer; asked once the answer is whole. Without rows there was no read. */
  readonly shown: () => Pick<Read, 'rows' | 'fields'>
}

/** What one answer tells of a dataset: the read it was logged as, or what is to be logged before it leaves. */
export interface AnswerReads {
  disclosed?: Disclosure | undefined
  logged?: LoggedRead
}

/** Ties the reads that are logged while an answer is worked out to that answer, so that it can carry their receipt. */
export interface ReadDisclosure {
  /** Does the work of one answer. */
  answering<Result>(answer: AnswerReads, work: () => Result): Result
  /** Leaves it to the answer under way to log this read before it leaves; throws when nobody is being answered. */
  disclose(disclosure: Disclosure): void
  /** Logs what is left to be logged of an answer. @param digest SHA-256 of its bytes, hex */
  settle(answer: AnswerReads, digest: string): Promise<void>
}

const underWay = new AsyncLocalStorage<AnswerReads>()

export function createReadDisclosure(record: (read: Read) => Promise<LoggedRead>): ReadDisclosure {
  return {
    answering: (answer, work) => underWay.run(answer, work),
    disclose(disclosure) {
      const answer = underWay.getStore()
      if (!answer) throw new TypeError('A read is disclosed, and nobody is being answered')
      if (answer.disclosed) throw new TypeError('One answer discloses two reads')
      answer.disclosed = disclosure
    },
    async settle(answer, digest) {
      const { disclosed } = answer
      answer.disclosed = undefined
      if (!disclosed) return
      const { shown, ...read } = disclosed
      const { rows, fields } = shown()
      if (rows > 0) answer.logged = await record({ ...read, rows, fields, digest })
    },
  }
}

/** Notes with the answer under way, if there is one, which read it was logged as. */
export function noteLogged(read: LoggedRead): LoggedRead {
  const answer = underWay.getStore()
  if (answer) answer.logged = read
  return read
}
