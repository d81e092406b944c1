import { readFile } from 'node:fs/promises'
import type { Question } from '../../journal/index.ts'
import { say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { lookAt } from './with-modules.ts'

/** Where the key is: whoever could ask a server would find values by trying. */
export const journalAskedCommand: Command = {
  name: 'journal asked',
  summary: 'Tell whether a read in the log asked a question, filters with their values and all; exit 1 when it did not',
  usage: '<id of the read> <file>',
  options: {},
  help: [
    'The file holds the question as JSON; /dev/stdin keeps its values out of files and of the history of the terminal.',
    'The log has only a keyed digest of what a read asked, so this works where the secret of the installation is, and nowhere else.',
    'What the questions of each kind of read look like: docs/how-to/show-what-was-asked.md',
  ],
  run: async (input) => {
    const [id, file] = input.args
    if (id === undefined || !isId(id) || file === undefined)
      throw new UsageError(
        'Name the id of the read, as the log of reads shows it, and the file that holds the question.',
      )
    const asked = await questionIn(file)
    const answer = await lookAt(input, ({ journal }) => journal.reads.hasAsked(id, asked))
    if (answer === undefined) throw new UsageError('That read is from before what was asked had a digest.')
    say(answer ? 'the read asked this' : 'the read asked something else')
    return answer ? 0 : 1
  },
}

const isId = (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)

async function questionIn(file: string): Promise<Question> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`There is no file ${file} that can be read.`, { cause })
  })
  const question = parsed(text)
  if (!isMembers(question)) throw new UsageError(`${file} holds no question: that is an object of JSON.`)
  return question
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isMembers(question: unknown): question is Question {
  return typeof question === 'object' && question !== null && !Array.isArray(question)
}
