import type { RawBuilder } from 'kysely'
import { activities, attendances, contactTouches, dealTouches, everyTouch, meetings, touches } from './activities.ts'
import { attention } from './attention.ts'
import { calendarHours, replies } from './captures.ts'
import { accounts, opening, rated, reports } from './cohorts.ts'
import type { FactsId } from './columns.ts'
import { forecasts } from './forecasts.ts'
import { meetingMix, segmentMix, sourceMix, worked } from './mixes.ts'
import { lateWins } from './selling.ts'
import { creations, discounts, open, outcomes, sourced, sourcedOutcomes } from './deals.ts'
import type { FactsRead } from './query.ts'
import { pushes, reached, stages } from './stages.ts'

type SourceId = Exclude<FactsId, 'visits' | 'advances'> | 'stages' | 'every_touch'

interface Source {
  /** read at the end of each window, not within it */
  readonly instant?: true
  /** whose first day history begins with; deals where it does not say */
  readonly history?: readonly ('deals' | 'activities')[]
  readonly build: (query: FactsRead) => RawBuilder<unknown>
  readonly needs?: readonly SourceId[]
  /** which of their columns its own expressions name, where those that nothing names need not be found */
  readonly names?: string
  /** days before the windows that it looks back to outcomes */
  readonly back?: number
}

/** The expressions and what each reads, in an order in which none comes before what it needs. */
const SOURCES: Readonly<Record<SourceId, Source>> = {
  outcomes: { build: outcomes },
  discounts: { build: discounts, needs: ['outcomes'], names: '' },
  late_wins: { build: lateWins, instant: true, needs: ['outcomes'] },
  forecasts: { build: forecasts, back: 372, needs: ['outcomes'] },
  sourced_outcomes: { build: sourcedOutcomes },
  creations: { build: creations },
  sourced: { build: sourced },
  open: { build: open, instant: true },
  stages: { build: stages },
  reached: { build: reached, needs: ['outcomes', 'stages'], names: '' },
  pushes: { build: pushes },
  activities: { build: activities, history: ['activities'] },
  meetings: { build: meetings, history: ['activities'] },
  attendances: { build: attendances, history: ['activities'], needs: ['meetings'], names: '' },
  touches: { build: touches, history: ['activities'] },
  contact_touches: { build: contactTouches, history: ['activities'] },
  deal_touches: { build: dealTouches, history: ['activities'] },
  every_touch: { build: everyTouch, history: ['activities'] },
  attention: { build: attention, instant: true, history: ['deals', 'activities'], needs: ['open'], names: '' },
  opening: { build: opening, instant: true },
  rated: { build: rated, instant: true, back: 366, needs: ['open', 'reached'], names: '' },
  accounts: { build: accounts, instant: true, history: ['activities'], needs: ['every_touch'], names: 'account_id' },
  reports: { build: reports, instant: true },
  replies: { build: replies, history: ['activities'] },
  calendar_hours: { build: calendarHours, history: ['activities'] },
  meeting_mix: { build: meetingMix, history: ['activities'], needs: ['activities', 'meetings'] },
  segment_mix: { build: segmentMix, needs: ['creations'] },
  source_mix: { build: sourceMix, needs: ['creations'] },
  worked: { build: worked, instant: true, history: ['activities'], needs: ['touches', 'contact_touches'] },
}

export function isInstant(id: FactsId): boolean {
  return SOURCES[sourceOf(id)].instant === true
}

/** What has to be on record for these facts to be whole. */
export function historyOf(id: FactsId): readonly ('deals' | 'activities')[] {
  return SOURCES[sourceOf(id)].history ?? ['deals']
}

const sourceOf = (id: FactsId): SourceId => (id === 'visits' || id === 'advances' ? 'stages' : id)

/** The common table expressions behind some kinds of facts, each once; in those looked up, others' count as well. */
export function factsOf(
  ids: Iterable<FactsId>,
  read: Omit<FactsRead, 'back'>,
  lookedUp: Iterable<FactsId> = [],
): RawBuilder<unknown>[] {
  const wanted = new Set<SourceId>()
  const want = (id: SourceId) => {
    for (const need of SOURCES[id].needs ?? []) want(need)
    wanted.add(id)
  }
  const forAll = new Set([...lookedUp].map(sourceOf))
  for (const id of [...ids, ...lookedUp]) want(sourceOf(id))
  const present = (Object.keys(SOURCES) as SourceId[]).filter((id) => wanted.has(id))
  const sources = present.map((id) => SOURCES[id])
  const back = Math.max(...sources.map((source) => source.back ?? 0))
  const named = sources.flatMap(({ names = '' }) => names.split(' '))
  const whole = sources.some(({ needs, names }) => needs !== undefined && names === undefined)
  const wants = (column: string) => whole || named.includes(column) || read.wants(column)
  // what is made of other facts may be made of those of others
  const { persons, ...everybody } = read
  const whose = persons === undefined || sources.some(({ needs }) => needs !== undefined) ? {} : { persons }
  return present.map((id) => SOURCES[id].build({ ...everybody, ...(forAll.has(id) ? {} : whose), back, wants }))
}
