import { fieldSpec } from '#domain/import/objects.ts'
import { sureGuess } from '#domain/import/record.ts'
import type { ColumnPlan, FilePlan, ImportPlan, Question, StageKind } from '#domain/import/record.ts'
import type { Mapping } from '../mapping.ts'
import { zoneResolver } from '../styles/zone.ts'
import { isOutcome, traitsOf } from './content.ts'
import { draftOf, isSecond, type Draft, type LeftOut, type ProfiledFile } from './draft.ts'
import { judgeCurrencies } from './currencies.ts'
import { judgeKey, type KeyVerdict } from './key.ts'
import { fillMissing } from './missing.ts'
import { newestStamp } from './stamp.ts'
import { judgePersons } from './persons.ts'
import { judgeRef, refTargets, settleRefs } from './refs.ts'
import { judgeStages } from './stages.ts'
import { styleQuestion, type PlacedProof } from './style-question.ts'
import { judgeStyles, settleStyles, type StyleVerdict } from './styles.ts'

export type { ProfiledFile } from './draft.ts'

export interface RecogniseOptions {
  /** zone of local times, for the newest stamp, and a hint of how people write */
  readonly zone?: string
  /** the organisation's currency; null while nobody has said it */
  readonly currency?: string | null
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
  const questions: Question[] = []
  const drafts = first.map((draft) => {
    if (draft.object === null) return draft
    const filled = fillMissing(settleRefs(draft, targets), answers)
    questions.push(...filled.questions)
    return filled.draft
  })
  const known = drafts.filter((draft) => draft.object !== null)
  const zone = options.zone ?? 'UTC'
  const money = judgeCurrencies(known, answers, { zone, currency: options.currency ?? null })
  const verdicts = new Map(known.map((draft) => [draft, verdictsOf(draft)]))
  const judging: Judging = { targets, answers, questions, zone, verdicts, unsigned: money.unsigned }
  const plans = drafts.map((draft, fileNo) =>
    draft.object === null ? planLeftOut(draft, fileNo) : planFile(draft, fileNo, judging),
  )
  const stages = judgeStages(known, answers, options.stageKinds ?? new Map())
  const persons = judgePersons(known, answers)
  const resolve = zoneResolver(zone)
  const stamps = drafts
    .map((draft, fileNo) => (draft.object === null ? null : newestStamp(draft, plans[fileNo]!.columns, resolve)))
    .filter((stamp) => stamp !== null)
  return {
    files: plans,
    questions: [...questions, ...money.questions, ...stages.questions, ...persons.questions],
    newestStamp: stamps.length === 0 ? null : Math.max(...stamps),
    currency: money.currency,
    signs: money.signs,
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

/** What the judging of one file takes from all of them. */
interface Judging {
  readonly targets: ReturnType<typeof refTargets>
  readonly answers: Answers
  readonly questions: Question[]
  readonly zone: string
  readonly verdicts: ReadonlyMap<Draft, ReadonlyMap<number, StyleVerdict>>
  readonly unsigned: ReturnType<typeof judgeCurrencies>['unsigned']
}

function verdictsOf({ object, matches, profile }: Draft): Map<number, StyleVerdict> {
  return new Map(
    matches.map(({ column, field }) => [
      column,
      judgeStyles(fieldSpec(object, field)!.type, profile.columns[column]!, profile.header[column]!),
    ]),
  )
}

function planFile(draft: Draft, fileNo: number, judging: Judging): FilePlan {
  const columns = planColumns(draft, judging)
  const { key, twins, questions }: KeyVerdict =
    draft.key === null ? judgeKey(draft, judging.answers) : { key: draft.key, questions: [] }
  judging.questions.push(...questions)
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
    ...(twins && { twins }),
    constants: Object.fromEntries(open),
    label: spec.label,
  }
}

function planColumns(draft: Draft, judging: Judging): ColumnPlan[] {
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
        refBy: draft.refBy.get(index) ?? judgeRef(draft.profile, index, to, judging.targets).by,
        ...replace,
      }
    const { styles, waiting } = stylesOf(draft, index, field, judging)
    const currency = judging.unsigned.get(draft)?.get(index)
    return {
      index,
      header,
      field,
      confidence,
      ...(styles.length > 0 && { styles }),
      ...(waiting && { waiting }),
      ...(currency !== undefined && { currency }),
      ...replace,
    }
  })
}

function stylesOf(
  draft: Draft,
  index: number,
  field: string,
  { answers, questions, verdicts, zone }: Judging,
): Pick<ColumnPlan, 'waiting'> & { readonly styles: readonly string[] } {
  const given = draft.styles.get(index)
  if (given !== undefined) return { styles: given }
  if (field === 'won' && isOutcome(traitsOf(draft.profile.columns[index]!))) return { styles: ['outcome'] }
  const verdict = verdicts.get(draft)!.get(index)!
  if (verdict.open === null) return { styles: verdict.styles }
  const question = styleQuestion({
    file: draft.name,
    column: draft.profile.header[index]!,
    open: verdict.open,
    proofs: proofsOf(verdicts),
    money: fieldSpec(draft.object, field)?.type === 'money',
    zone,
  })
  questions.push(question)
  const answer = answers[question.key] ?? sureGuess(question)?.value
  if (answer !== undefined) return { styles: settleStyles(verdict, answer) }
  return { styles: verdict.styles, waiting: settleStyles(verdict, question.options[0]!.value) }
}

function proofsOf(verdicts: Judging['verdicts']): PlacedProof[] {
  return [...verdicts].flatMap(([{ name, profile }, columns]) =>
    [...columns].flatMap(([index, { proofs }]) =>
      proofs.map((proof) => ({ file: name, column: profile.header[index]!, proof })),
    ),
  )
}
