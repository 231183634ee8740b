import { fieldSpec } from '#domain/import/objects.ts'
import type { ColumnPlan, FilePlan, ImportPlan, Question } from '#domain/import/record.ts'
import type { FileProfile } from '../profile/file.ts'
import { currenciesOf } from '../styles/numbers.ts'
import { zoneResolver } from '../styles/zone.ts'
import { compactName } from '../vendors/vendor.ts'
import { isOutcome, traitsOf } from './content.ts'
import { judgeKey } from './key.ts'
import { judgePersons } from './persons.ts'
import { isRef, judgeRef, refTargets, settleRefs, type Draft } from './refs.ts'
import { judgeStages } from './stages.ts'
import { headerScores, type CompiledTable } from './names.ts'
import { newestStamp } from './stamp.ts'
import { judgeStyles, settleStyles, styleQuestion, type StyleVerdict } from './styles.ts'
import { recogniseTable, type Recognised } from './table.ts'

export interface ProfiledFile {
  readonly name: string
  readonly profile: FileProfile
}

export interface RecogniseOptions {
  /** zone of local times, for the newest stamp */
  readonly zone?: string
}

/**
 * The plan of an import: what each file and column is, what cannot be decided without a human (`questions`), and
 * what follows from the answers. The same files and answers give the same plan.
 */
export function recognise(files: readonly ProfiledFile[], answers: Readonly<Record<string, string>> = {}, options: RecogniseOptions = {}): ImportPlan {
  const found = files.map((file) => recogniseTable(file.name, file.profile))
  const drafts = files.map((file, fileNo) => draftOf(file, found[fileNo]!))
  const targets = refTargets(drafts.filter((draft) => draft !== null))
  for (const [fileNo, draft] of drafts.entries()) if (draft !== null) drafts[fileNo] = settleRefs(draft, targets, found[fileNo]!.best!.table)
  const known = drafts.filter((draft) => draft !== null)
  const questions: Question[] = []
  const resolve = zoneResolver(options.zone ?? 'UTC')
  let stamp: number | null = null
  const plans = files.map((file, fileNo): FilePlan => {
    const draft = drafts[fileNo]!
    if (draft === null) return leftOut(file, fileNo, found[fileNo]!)
    const columns = planColumns(draft, found[fileNo]!, targets, answers, questions)
    const newest = newestStamp(draft, columns, (local) => resolve(Math.floor(local / 86_400_000), local - Math.floor(local / 86_400_000) * 86_400_000))
    if (newest !== null) stamp = Math.max(stamp ?? newest, newest)
    const { key, question } = judgeKey(draft, answers[`deal-key:${file.name}`])
    if (question !== null) questions.push(question)
    const { spec, vendor } = found[fileNo]!.best!.table
    const constants = Object.fromEntries(Object.entries(spec.constants ?? {}).filter(([field]) => !draft.matches.some((match) => match.field === field)))
    return { fileNo, name: file.name, object: draft.object, confidence: found[fileNo]!.confidence, vendor: vendor.id, columns, key, constants, label: spec.label }
  })
  const stages = judgeStages(known, answers)
  const persons = judgePersons(known, answers)
  return {
    files: plans,
    questions: [...questions, ...stages.questions, ...persons.questions],
    newestStamp: stamp,
    currency: currencyOf(known),
    stages: stages.stages,
    outcomeBy: stages.outcomeBy,
    notPersons: persons.notPersons,
  }
}

function draftOf(file: ProfiledFile, { best }: Recognised): Draft | null {
  if (best === null || best.table.spec.object === null) return null
  return { name: file.name, profile: file.profile, object: best.table.spec.object, matches: best.matches }
}

function leftOut(file: ProfiledFile, fileNo: number, { best }: Recognised): FilePlan {
  return {
    fileNo, name: file.name, object: null, confidence: 0, vendor: best?.table.vendor.id ?? 'file', key: [], constants: {},
    label: best === null ? 'not recognised' : best.table.spec.label,
    columns: file.profile.header.map((header, index) => ({ index, header, field: null, ignored: true, confidence: 0 })),
  }
}

function planColumns(draft: Draft, recognised: Recognised, targets: ReturnType<typeof refTargets>, answers: Readonly<Record<string, string>>, questions: Question[]): ColumnPlan[] {
  const table = recognised.best!.table
  const verdicts = new Map<number, StyleVerdict>()
  for (const { column, field } of draft.matches) verdicts.set(column, judgeStyles(fieldSpec(draft.object, field)!.type, draft.profile.columns[column]!, draft.profile.header[column]!))
  return draft.profile.header.map((header, index): ColumnPlan => {
    const match = draft.matches.find(({ column }) => column === index)
    if (match === undefined) {
      const ignored = table.ignored.has(compactName(header)) || draft.profile.columns[index]!.filled === 0 || isSecond(draft, table, header)
      return { index, header, field: null, ...(ignored ? { ignored } : {}), confidence: ignored ? 0.9 : 0.5 }
    }
    const { field, score } = match
    const confidence = Math.round(Math.min(1, score) * 100) / 100
    const spec = fieldSpec(draft.object, field)!
    if (isRef(draft.object, field)) return { index, header, field, confidence, refBy: judgeRef(draft.profile, index, spec.to!, targets).by }
    if (field === 'what' || field === 'who') return { index, header, field, confidence, refBy: judgeRef(draft.profile, index, 'deal', targets).by }
    const verdict = verdicts.get(index)!
    if (verdict.open !== null) questions.push(styleQuestion(draft.name, header, verdict.open, suggestion(verdict, verdicts)))
    const settled = settleStyles(verdict, answers[`${verdict.open?.kind ?? ''}-style:${draft.name}:${header}`])
    const styles = field === 'won' && isOutcome(traitsOf(draft.profile.columns[index]!)) ? ['outcome'] : settled
    return { index, header, field, confidence, ...(styles.length > 0 ? { styles } : {}) }
  })
}

/** true for a second stamp or a second way of naming what another column refers to already */
function isSecond(draft: Draft, table: CompiledTable, header: string): boolean {
  return [...headerScores(table, header)].some(([field, score]) => {
    const type = fieldSpec(draft.object, field)?.type
    return score > 0.85 && (type === 'time' || type === 'ref') && draft.matches.some((match) => match.field === field)
  })
}

/** what the other columns of the file prove */
function suggestion(verdict: StyleVerdict, verdicts: ReadonlyMap<number, StyleVerdict>): string | null {
  const options = verdict.open?.kind === 'date' ? ['dmy', 'mdy'] : ['point', 'comma']
  const proven = options.filter((style) => [...verdicts.values()].some(({ styles }) => styles.includes(style) || styles.includes(`${style}2`)))
  return proven.length === 1 ? proven[0]! : null
}

/** the currency most cells name, by symbol, code or a currency column */
function currencyOf(drafts: readonly Draft[]): string | null {
  const cells = new Map<string, number>()
  const add = (currency: string | undefined, n: number) => {
    if (currency !== undefined) cells.set(currency, (cells.get(currency) ?? 0) + n)
  }
  for (const { matches, profile, object } of drafts) {
    for (const { column, field } of matches) {
      const columnProfile = profile.columns[column]!
      if (field === 'currency') for (const [text, n] of columnProfile.values ?? []) add(currenciesOf(text)[0], n)
      else if (fieldSpec(object, field)?.type === 'money') for (const [currency, n] of Object.entries(columnProfile.currencies)) add(currency, n)
    }
  }
  return [...cells].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
