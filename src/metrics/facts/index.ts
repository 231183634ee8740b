import type { RawBuilder } from 'kysely'
import { activities, attendances, contactTouches, dealTouches, everyTouch, meetings, touches } from './activities.ts'
import { attention } from './attention.ts'
import { accounts, opening, rated, reports } from './cohorts.ts'
import type { FactsId } from './columns.ts'
import { creations, discounts, open, outcomes, sourced, sourcedOutcomes } from './deals.ts'
import type { MetricsQuery } from './query.ts'
import { pushes, reached, stages } from './stages.ts'

type SourceId = Exclude<FactsId, 'visits' | 'advances'> | 'stages' | 'every_touch'

interface Source {
  readonly build: (query: MetricsQuery) => RawBuilder<unknown>
  readonly needs?: readonly SourceId[]
}

/** The expressions and what each reads, in an order in which none comes before what it needs. */
const SOURCES: Readonly<Record<SourceId, Source>> = {
  outcomes: { build: outcomes },
  discounts: { build: discounts, needs: ['outcomes'] },
  sourced_outcomes: { build: sourcedOutcomes },
  creations: { build: creations },
  sourced: { build: sourced },
  open: { build: open },
  stages: { build: stages },
  reached: { build: reached, needs: ['outcomes', 'stages'] },
  pushes: { build: pushes },
  activities: { build: activities },
  meetings: { build: meetings },
  attendances: { build: attendances, needs: ['meetings'] },
  touches: { build: touches },
  contact_touches: { build: contactTouches, needs: ['touches'] },
  deal_touches: { build: dealTouches },
  every_touch: { build: everyTouch },
  attention: { build: attention, needs: ['open', 'every_touch'] },
  opening: { build: opening },
  rated: { build: rated, needs: ['open', 'reached'] },
  accounts: { build: accounts, needs: ['every_touch'] },
  reports: { build: reports },
}

/** The common table expressions behind some kinds of facts, each once. */
export function factsOf(ids: Iterable<FactsId>, query: MetricsQuery): RawBuilder<unknown>[] {
  const wanted = new Set<SourceId>()
  const want = (id: SourceId) => {
    for (const need of SOURCES[id].needs ?? []) want(need)
    wanted.add(id)
  }
  for (const id of ids) want(id === 'visits' || id === 'advances' ? 'stages' : id)
  return (Object.keys(SOURCES) as SourceId[]).filter((id) => wanted.has(id)).map((id) => SOURCES[id].build(query))
}
