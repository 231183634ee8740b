import { whole } from './draw.ts'
import type { Sink } from './sink.ts'
import { stream } from './streams.ts'
import { major } from './tables.ts'
import type { World } from './world.ts'

/** Sources of deals and leads that a campaign brings, and what such a campaign is called. */
const KINDS = [
  { source: 'Event', type: 'Event', name: 'Roadshow' },
  { source: 'Inbound', type: 'Content', name: 'Field report' },
  { source: 'Web', type: 'Content', name: 'Field report' },
] as const

/** The campaign that brings something of a source on a day; null for a source without one. */
export function campaignOf({ axis }: World, source: string, day: number): { id: string; name: string } | null {
  const kind = KINDS.find((one) => one.source === source)
  if (kind === undefined) return null
  const quarter = `${axis.date(day).slice(0, 4)} Q${Math.floor(axis.month(day) / 3) + 1}`
  return { id: `k${kind.type[0]!}${quarter.replace(' ', '')}`, name: `${kind.name} ${quarter}` }
}

/** One roadshow and one field report a quarter; none before its quarter has begun. */
export function writeCampaigns(world: World, sink: Sink): void {
  const { scenario, axis } = world
  const seen = new Set<string>()
  // a lead is older than its first meeting
  for (let day = axis.begin - 30; day < axis.days; day += 1) {
    for (const { source, type } of KINDS) {
      const { id, name } = campaignOf(world, source, day)!
      if (seen.has(id)) continue
      seen.add(id)
      const draw = stream(scenario.seed, `campaign-${id}`)
      const year = Number(axis.date(day).slice(0, 4))
      const first = Math.floor(axis.month(day) / 3) * 3
      const start = axis.dayOf(`${year}-${String(first + 1).padStart(2, '0')}-01`)
      const next = axis.dayOf(first === 9 ? `${year + 1}-01-01` : `${year}-${String(first + 4).padStart(2, '0')}-01`)
      const budget = whole(draw, 10, 40) * 100_000
      const cost = Math.round((budget * whole(draw, 80, 115)) / 100)
      const over = next <= axis.days
      const dates = [axis.date(start), axis.date(next - 1)]
      sink.row('campaigns', [id, name, type, over ? 'Completed' : 'Active', ...dates, major(budget), major(cost)])
    }
  }
}
