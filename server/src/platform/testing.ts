import type { ProblemDefinition, ProblemText } from './errors.ts'

const names = (text: ProblemText) =>
  [...`${text.title} ${text.detail ?? ''} ${text.remedy}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

/**
 * What is wrong with the texts of a module's problems: each says in both languages what happened and what to do next,
 * tells the same in both (the same parts, the same parameters) and is really written in that language.
 */
export function problemTextFaults(definitions: Readonly<Record<string, ProblemDefinition>>): string[] {
  return Object.entries(definitions).flatMap(([code, { vi, en }]) => {
    const faults: [broken: boolean, fault: string][] = [
      [[vi, en].some(({ title, remedy }) => title.trim() === '' || remedy.trim() === ''), 'has an empty text'],
      [(vi.detail === undefined) !== (en.detail === undefined), 'has a detail in one language only'],
      [names(vi).join() !== names(en).join(), 'names other parameters in Vietnamese than in English'],
      [!/đ|\p{M}/iu.test(`${vi.title} ${vi.remedy}`.normalize('NFD')), 'has no Vietnamese text'],
      [/[^\p{ASCII}“”‘’–…]/u.test(`${en.title} ${en.detail ?? ''} ${en.remedy}`), 'has no English text'],
    ]
    return faults.filter(([broken]) => broken).map(([, fault]) => `${code} ${fault}`)
  })
}
