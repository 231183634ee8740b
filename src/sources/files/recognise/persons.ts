import type { Question } from '#domain/import/record.ts'
import { nameWords } from '../vendors/vendor.ts'
import type { Draft } from './draft.ts'

/** whole words that no person is called */
const CLEAR = new Set([
  'channel',
  'integration',
  'automation',
  'automated',
  'api',
  'queue',
  'webhook',
  'sync',
  'system',
  'scheduler',
  'importer',
  'crawler',
  'zapier',
  'pardot',
  'autoproc',
  'automatedprocess',
  'warteschlange',
  'automatisierung',
  'schnittstelle',
])
const UNSURE = new Set([
  'bot',
  'kanal',
  'canal',
  'online',
  'marketing',
  'admin',
  'administrator',
  'support',
  'service',
  'sales',
  'info',
  'test',
  'web',
  'portal',
  'team',
  'house',
  'unassigned',
  'default',
  'vertrieb',
  'equipe',
  'nobody',
  'platform',
  'data',
  'inbound',
  'website',
])

/** `yes`: the name is surely none of a person; `ask`: it may be */
export function notPerson(name: string): 'yes' | 'ask' | null {
  const words = nameWords(name)
  if (words.some((word) => CLEAR.has(word))) return 'yes'
  return words.some((word) => UNSURE.has(word)) ? 'ask' : null
}

/**
 * Users that are no people: keys where the files have them, else names. A clear name is taken as such unless the answer
 * `not-person:NAME` says no; a doubtful one is asked about.
 */
export function judgePersons(
  drafts: readonly Draft[],
  answers: Readonly<Record<string, string>>,
): { notPersons: string[]; questions: Question[] } {
  const names = new Map<string, { key: string; file: string; rows: number }>()
  for (const draft of drafts) {
    const column = (field: string) => draft.matches.find((match) => match.field === field)?.column
    if (draft.object === 'person') {
      const [id, name, first, last] = [column('id'), column('name'), column('firstName'), column('lastName')]
      for (const { cells } of draft.profile.sample) {
        const full =
          name === undefined ? `${cells[first ?? -1] ?? ''} ${cells[last ?? -1] ?? ''}`.trim() : cells[name]!.trim()
        if (full !== '')
          names.set(full, { key: id === undefined ? full : cells[id]!.trim(), file: draft.name, rows: 1 })
      }
      continue
    }
    const owner = column('owner')
    for (const [text, rows] of owner === undefined ? [] : (draft.profile.columns[owner]!.values ?? [])) {
      if (!names.has(text)) names.set(text, { key: text, file: draft.name, rows })
    }
  }
  const notPersons: string[] = []
  const questions: Question[] = []
  for (const [name, { key, file, rows }] of names) {
    const verdict = notPerson(name)
    if (verdict === null) continue
    const question = `not-person:${name}`
    const answer = answers[question] ?? (verdict === 'yes' ? 'yes' : 'no')
    if (answer === 'yes') notPersons.push(key)
    if (verdict === 'ask')
      questions.push({
        key: question,
        file,
        text: `Is "${name}" an automation or a channel rather than a person?`,
        options: [
          { value: 'yes', rows, example: `${name} stands in no grid of people` },
          { value: 'no', rows, example: `${name} is a person` },
        ],
        suggested: null,
      })
  }
  return { notPersons, questions }
}
