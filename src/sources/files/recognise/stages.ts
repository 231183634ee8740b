import type { Question, StageKind, StagePlan } from '#domain/import/record.ts'
import { readBoolean } from '../styles/booleans.ts'
import { numeralValue, readNumber } from '../styles/numbers.ts'
import { VENDORS } from '../vendors/index.ts'
import { compactName } from '../vendors/vendor.ts'
import { isOutcome, traitsOf } from './content.ts'
import type { Draft } from './draft.ts'
import { usualPlace } from './stage-order.ts'
import { stageWord } from './words.ts'

interface Mean {
  sum: number
  squares: number
  rows: number
}

interface Tally {
  readonly name: string
  readonly pipeline: string | null
  /** deals standing in the stage */
  rows: number
  /** rows of history naming it */
  history: number
  readonly flags: Record<StageKind, number>
  readonly probability: Mean
  readonly order: Mean
}

export interface StageVerdict {
  readonly stages: readonly StagePlan[]
  readonly questions: readonly Question[]
  readonly outcomeBy: 'stage' | 'flags'
}

const DEFAULTS: ReadonlyMap<string, StageKind> = new Map(
  VENDORS.flatMap(({ stages }) =>
    Object.entries(stages ?? {}).map(([name, kind]) => [compactName(name), kind] as const),
  ),
)

const MEANING = { open: 'Open: not decided yet', won: 'Won: counts as booked', lost: 'Lost: it is over' } as const

/**
 * Collects the stages the files name and proposes what each means; `rows` are counted on deals. A stage that the
 * organisation knows, by compact name, means what it means there, and is not asked about.
 */
export function judgeStages(
  drafts: readonly Draft[],
  answers: Readonly<Record<string, string>>,
  known: ReadonlyMap<string, StageKind>,
): StageVerdict {
  const tallies = new Map<string, Tally>()
  for (const draft of drafts) if (draft.object === 'deal' || draft.object === 'dealHistory') tallyDraft(draft, tallies)
  for (const draft of drafts) if (draft.object === 'stage') tallyStageFile(draft, tallies)
  const questions: Question[] = []
  const file = drafts.find(({ object }) => object === 'deal')?.name ?? ''
  const flagged = [...tallies.values()].some(({ flags }) => flags.open + flags.won + flags.lost > 0)
  const apart = drafts.some(({ object, profile, matches }) => {
    const won = object === 'deal' ? matches.find(({ field }) => field === 'won') : undefined
    return (
      won !== undefined &&
      matches.some(({ field }) => field === 'stage') &&
      isOutcome(traitsOf(profile.columns[won.column]!))
    )
  })
  const judged = [...tallies.values()].map((tally) => {
    const key = `stage-kind:${tally.name}`
    const held = known.get(compactName(tally.name))
    if (held !== undefined) return { tally, kind: held, confidence: 1 }
    const answer = answers[key]
    const verdict = kindOf(tally, flagged, apart)
    if (verdict.confidence < 0.7) {
      const options = (['open', 'won', 'lost'] as const).map((value) => ({
        value,
        rows: tally.rows,
        example: MEANING[value],
      }))
      questions.push({
        key,
        file,
        text: `Is a deal in "${tally.name}" open, won or lost?`,
        options,
        suggested: verdict.kind,
      })
    }
    return isKind(answer) ? { tally, kind: answer, confidence: 1 } : { tally, ...verdict }
  })
  // the outcome stands in a column of its own and no stage is a closed one: no contradiction to ask about
  if (apart && judged.every(({ kind }) => kind === 'open'))
    return { stages: inOrder(judged), questions, outcomeBy: 'flags' }
  let against = 0
  let compared = 0
  for (const { tally, kind } of judged) {
    const total = tally.flags.open + tally.flags.won + tally.flags.lost
    compared += total
    against += total - tally.flags[kind]
  }
  if (compared > 0 && against > compared * 0.01) {
    questions.push({
      key: 'stage-flags',
      file,
      text: 'Stage and the flags closed and won contradict each other. Which one decides the outcome?',
      options: [
        { value: 'stage', rows: against, example: 'A deal in a won stage is won, whatever the flags say.' },
        { value: 'flags', rows: against, example: 'A deal flagged as won is won, whatever its stage is called.' },
      ],
      suggested: 'stage',
    })
  }
  return { stages: inOrder(judged), questions, outcomeBy: answers['stage-flags'] === 'flags' ? 'flags' : 'stage' }
}

const isKind = (text: string | undefined): text is StageKind => text === 'open' || text === 'won' || text === 'lost'

function tallyOf(tallies: Map<string, Tally>, name: string, pipeline: string | null): Tally {
  const key = `${pipeline ?? ''}\u001f${name}`
  let tally = tallies.get(key)
  if (tally === undefined) {
    tally = {
      name,
      pipeline,
      rows: 0,
      history: 0,
      flags: { open: 0, won: 0, lost: 0 },
      probability: { sum: 0, squares: 0, rows: 0 },
      order: { sum: 0, squares: 0, rows: 0 },
    }
    tallies.set(key, tally)
  }
  return tally
}

function tallyDraft(draft: Draft, tallies: Map<string, Tally>): void {
  const { profile } = draft
  const columnOf = (field: string) => draft.matches.find((match) => match.field === field)?.column
  const stage = columnOf('stage')
  if (stage === undefined) return
  const joint = profile.joint?.columns.includes(stage) ? profile.joint : null
  const at = (column: number | undefined) =>
    column === undefined || joint === null ? -1 : joint.columns.indexOf(column)
  const places = {
    stage: at(stage),
    pipeline: at(columnOf('pipeline')),
    closed: at(columnOf('closed')),
    won: at(columnOf('won')),
    probability: at(columnOf('probability')),
  }
  const order = at(
    profile.header.findIndex((name) => ['sortorder', 'displayorder', 'stageorder'].includes(compactName(name))),
  )
  const counts = joint?.counts ?? (profile.columns[stage]!.values ?? []).map(([text, rows]) => [[text], rows] as const)
  if (joint === null) places.stage = 0
  for (const [cells, rows] of counts) {
    const name = cells[places.stage] ?? ''
    if (name === '') continue
    const pipeline = places.pipeline >= 0 ? cells[places.pipeline] || null : null
    const tally = tallyOf(tallies, name, draft.object === 'deal' ? pipeline : pipelineKnown(tallies, name))
    if (draft.object === 'deal') tally.rows += rows
    else tally.history += rows
    addNumber(tally.probability, cells[places.probability], rows)
    addNumber(tally.order, cells[order], rows)
    if (draft.object === 'deal') addFlags(tally, cells[places.closed], cells[places.won], rows)
  }
}

/** a history row names no pipeline: it belongs to the one in which deals have the stage */
function pipelineKnown(tallies: Map<string, Tally>, name: string): string | null {
  for (const tally of tallies.values()) if (tally.name === name) return tally.pipeline
  return null
}

function addNumber(mean: Mean, cell: string | undefined, rows: number): void {
  const reading = cell ? readNumber(cell) : null
  const numeral = reading?.plain ?? reading?.point ?? reading?.comma
  if (numeral === undefined) return
  const value = numeralValue(numeral)
  mean.sum += value * rows
  mean.squares += value * value * rows
  mean.rows += rows
}

function addFlags(tally: Tally, closedCell: string | undefined, wonCell: string | undefined, rows: number): void {
  const closed = closedCell === undefined || closedCell === '' ? null : readBoolean(closedCell)
  const outcome = wonCell === undefined ? null : stageWord(wonCell)
  const won =
    wonCell === undefined || wonCell === ''
      ? null
      : (readBoolean(wonCell) ?? (outcome === null ? null : outcome === 'won'))
  if (won === true) tally.flags.won += rows
  else if (outcome === 'lost' || (closed === true && won === false)) tally.flags.lost += rows
  else if (outcome === 'open' || closed === false) tally.flags.open += rows
}

/** a file of stages says outright what is closed and won, under the stage's label and its id */
function tallyStageFile(draft: Draft, tallies: Map<string, Tally>): void {
  const cell = (cells: readonly string[], field: string) => {
    const column = draft.matches.find((match) => match.field === field)?.column
    return column === undefined ? undefined : cells[column]?.trim()
  }
  for (const { cells } of draft.profile.sample) {
    const names = [cell(cells, 'name'), cell(cells, 'id')].filter((name) => name !== undefined && name !== '')
    const known = [...tallies.values()].find((tally) => names.includes(tally.name))
    const tally = known ?? (names[0] === undefined ? null : tallyOf(tallies, names[0], cell(cells, 'pipeline') || null))
    if (tally === null) continue
    addNumber(tally.order, cell(cells, 'order'), 1)
    addNumber(tally.probability, cell(cells, 'probability'), 1)
    addFlags(tally, cell(cells, 'closed') ?? cell(cells, 'won'), cell(cells, 'won'), 1)
  }
}

function kindOf(tally: Tally, flagged: boolean, apart: boolean): { kind: StageKind; confidence: number } {
  const word = DEFAULTS.get(compactName(tally.name)) ?? stageWord(tally.name)
  if (apart) return { kind: word ?? 'open', confidence: 0.9 }
  const { flags } = tally
  const total = flags.open + flags.won + flags.lost
  const byFlags =
    total === 0 ? null : (['open', 'won', 'lost'] as const).reduce((a, b) => (flags[b] > flags[a] ? b : a))
  const purity = byFlags === null ? 0 : flags[byFlags] / total
  if (word !== null && word === byFlags) return { kind: word, confidence: 1 }
  if (word === 'won' || word === 'lost') return { kind: word, confidence: byFlags === null ? 0.95 : 0.8 }
  if (byFlags !== null && purity >= 0.99)
    return { kind: byFlags, confidence: word === null || total >= 20 ? 0.95 : 0.6 }
  if (word !== null) return { kind: word, confidence: byFlags === null ? 0.9 : 0.75 }
  if (byFlags !== null) return { kind: byFlags, confidence: 0.4 + 0.3 * purity }
  const probability = meanProbability(tally)
  if (probability === 1) return { kind: 'won', confidence: 0.75 }
  if (probability === 0 && tally.rows + tally.history > 0) return { kind: 'lost', confidence: 0.6 }
  if (probability !== null) return { kind: 'open', confidence: 0.9 }
  // named by history only, where every deal's last stage is flagged: deals have passed through it
  return { kind: 'open', confidence: flagged && tally.rows === 0 ? 0.8 : 0.5 }
}

/** the probability of a stage; null where the deals in it have many different ones: then it is the deal's own */
function meanProbability({ probability: { sum, squares, rows } }: Tally): number | null {
  if (rows === 0) return null
  const mean = sum / rows
  if (Math.sqrt(Math.max(0, squares / rows - mean * mean)) > (mean > 1 ? 12 : 0.12)) return null
  return Math.round((mean > 1 ? mean / 100 : mean) * 100) / 100
}

function inOrder(judged: readonly { tally: Tally; kind: StageKind; confidence: number }[]): StagePlan[] {
  const rank = { open: 0, won: 1, lost: 2 }
  const open = judged.filter(({ kind }) => kind === 'open').map(({ tally }) => tally)
  const byOrder = open.every(({ order }) => order.rows > 0)
  const byProbability = open.every((tally) => meanProbability(tally) !== null)
  const place = ({ tally }: { tally: Tally }) => {
    if (byOrder) return tally.order.rows === 0 ? 0 : tally.order.sum / tally.order.rows
    return byProbability ? meanProbability(tally)! : (usualPlace(tally.name) ?? 45)
  }
  const sorted = [...judged].sort(
    (a, b) =>
      rank[a.kind] - rank[b.kind] ||
      place(a) - place(b) ||
      b.tally.history - a.tally.history ||
      b.tally.rows - a.tally.rows,
  )
  return sorted.map(({ tally, kind, confidence }, order) => ({
    name: tally.name,
    pipeline: tally.pipeline,
    kind,
    order,
    probability: kind === 'open' ? meanProbability(tally) : kind === 'won' ? 1 : 0,
    confidence,
    rows: tally.rows,
  }))
}
