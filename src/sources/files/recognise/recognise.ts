import { fieldSpec } from '#domain/import/objects.ts'
import type { ColumnPlan, FilePlan, ImportPlan, Question, StageKind } from '#domain/import/record.ts'
import type { Mapping } from '../mapping.ts'
import { currenciesOf } from '../styles/numbers.ts'
import { zoneResolver } from '../styles/zone.ts'
import { isOutcome, traitsOf } from './content.ts'
import { draftOf, isSecond, type Draft, type LeftOut, type ProfiledFile } from './draft.ts'
import { judgeKey } from './key.ts'
import { newestStamp } from './stamp.ts'
import { judgePersons } from './persons.ts'
import { judgeRef, refTargets, settleRefs } from './refs.ts'
import { judgeStages } from './stages.ts'
import { judgeStyles, settleStyles, styleQuestion, type StyleVerdict } from './styles.ts'

export type { ProfiledFile } from './draft.ts'

export interface RecogniseOptions {
  /** zone of local times, for the newest stamp */
  readonly zone?: string
  /** decisions made before for files of the same shape */
  readonly mapping?: Mapping
  /** what stages of these names or ids mean to the organisation already */
  readonly stageKinds?: ReadonlyMap<string, StageKind>
}

type Answers = Readonly<Record<string, string>>

/**
 * The plan of an import: what each file and column is, what cannot be decided without a human (`questions`), and
 * what follows from the answers. The same files, answers and mapping give the same plan.
 */
export function recognise(
  files: readonly ProfiledFile[],
  given: Answers = {},
  options: RecogniseOptions = {},
): ImportPlan {
  const answers: Answers = { ...options.mapping?.answers, ...given }
  const first = files.map((file) => draftOf(file, options.mapping))
  const targets = refTargets(first.filter((draft) => draft.object !== null))
  const drafts = first.map((draft) => (draft.object === null ? draft : settleRefs(draft, targets)))
  const known = drafts.filter((draft) => draft.object !== null)
  const questions: Question[] = []
  const plans = drafts.map((draft, fileNo) =>
    draft.object === null ? planLeftOut(draft, fileNo) : planFile(draft, fileNo, targets, answers, questions),
  )
  const stages = judgeStages(known, answers, options.stageKinds ?? new Map())
  const persons = judgePersons(known, answers)
  const resolve = zoneResolver(options.zone ?? 'UTC')
  const stamps = drafts
    .map((draft, fileNo) => (draft.object === null ? null : newestStamp(draft, plans[fileNo]!.columns, resolve)))
    .filter((stamp) => stamp !== null)
  return {
    files: plans,
    questions: [...questions, ...stages.questions, ...persons.questions],
    newestStamp: stamps.length === 0 ? null : Math.max(...stamps),
    currency: currencyOf(known),
    stages: stages.stages,
    outcomeBy: stages.outcomeBy,
    notPersons: persons.notPersons,
  }
}

function planLeftOut({ name, profile, label, vendor }: LeftOut, fileNo: number): FilePlan {
  const columns = profile.header.map((header, index) => ({
    index,
    header,
    field: null,
    ignored: true as const,
    confidence: 0,
  }))
  return { fileNo, name, object: null, confidence: 0, vendor, columns, key: [], constants: {}, label }
}

function planFile(
  draft: Draft,
  fileNo: number,
  targets: ReturnType<typeof refTargets>,
  answers: Answers,
  questions: Question[],
): FilePlan {
  const columns = planColumns(draft, targets, answers, questions)
  const { key, question } =
    draft.key === null ? judgeKey(draft, answers[`deal-key:${draft.name}`]) : { key: draft.key, question: null }
  if (question !== null) questions.push(question)
  const { spec, vendor } = draft.table
  const constants = draft.constants ?? spec.constants ?? {}
  const open = Object.entries(constants).filter(([field]) => !draft.matches.some((match) => match.field === field))
  return {
    fileNo,
    name: draft.name,
    object: draft.object,
    confidence: draft.confidence,
    vendor: vendor.id,
    columns,
    key,
    constants: Object.fromEntries(open),
    label: spec.label,
  }
}

function planColumns(
  draft: Draft,
  targets: ReturnType<typeof refTargets>,
  answers: Answers,
  questions: Question[],
): ColumnPlan[] {
  const verdicts = new Map<number, StyleVerdict>()
  for (const { column, field } of draft.matches) {
    verdicts.set(
      column,
      judgeStyles(fieldSpec(draft.object, field)!.type, draft.profile.columns[column]!, draft.profile.header[column]!),
    )
  }
  return draft.profile.header.map((header, index): ColumnPlan => {
    const replace = draft.replace.has(index) && { replace: draft.replace.get(index)! }
    const match = draft.matches.find(({ column }) => column === index)
    if (match === undefined) {
      const ignored = draft.ignored.has(index) || (draft.decidedFields.size === 0 && isSecond(draft, index))
      return { index, header, field: null, ...(ignored ? { ignored } : {}), confidence: ignored ? 0.9 : 0.5 }
    }
    const { field, score } = match
    const confidence = Math.round(Math.min(1, score) * 100) / 100
    const spec = fieldSpec(draft.object, field)!
    const to = field === 'what' || field === 'who' ? 'deal' : spec.to
    if (to !== undefined)
      return {
        index,
        header,
        field,
        confidence,
        refBy: draft.refBy.get(index) ?? judgeRef(draft.profile, index, to, targets).by,
        ...replace,
      }
    const { styles, waiting } = stylesOf(draft, index, header, field, verdicts, answers, questions)
    return {
      index,
      header,
      field,
      confidence,
      ...(styles.length > 0 && { styles }),
      ...(waiting && { waiting }),
      ...replace,
    }
  })
}

function stylesOf(
  draft: Draft,
  index: number,
  header: string,
  field: string,
  verdicts: ReadonlyMap<number, StyleVerdict>,
  answers: Answers,
  questions: Question[],
): Pick<ColumnPlan, 'waiting'> & { readonly styles: readonly string[] } {
  const given = draft.styles.get(index)
  if (given !== undefined) return { styles: given }
  if (field === 'won' && isOutcome(traitsOf(draft.profile.columns[index]!))) return { styles: ['outcome'] }
  const verdict = verdicts.get(index)!
  if (verdict.open === null) return { styles: verdict.styles }
  const question = styleQuestion(draft.name, header, verdict.open, suggestion(verdict, verdicts))
  questions.push(question)
  const answer = answers[question.key]
  if (answer !== undefined) return { styles: settleStyles(verdict, answer) }
  return { styles: verdict.styles, waiting: settleStyles(verdict, question.options[0]!.value) }
}

/** what the other columns of the file prove */
function suggestion(verdict: StyleVerdict, verdicts: ReadonlyMap<number, StyleVerdict>): string | null {
  const options = verdict.open?.kind === 'date' ? ['dmy', 'mdy'] : ['point', 'comma']
  const proven = options.filter((style) =>
    [...verdicts.values()].some(({ styles }) => styles.includes(style) || styles.includes(`${style}2`)),
  )
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
      else if (fieldSpec(object, field)?.type === 'money')
        for (const [currency, n] of Object.entries(columnProfile.currencies)) add(currency, n)
    }
  }
  return [...cells].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
