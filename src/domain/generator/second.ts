import type { Account } from './accounts.ts'
import type { Deal } from './deal.ts'
import { writeDeal } from './deal-rows.ts'
import { chance } from './draw.ts'
import { isTwice } from './faults.ts'
import type { Sink } from './sink.ts'
import { stream } from './streams.ts'
import type { World } from './world.ts'

/** The rows of a deal, and those of a second copy where it was entered twice, by accident or by a double import. */
export function writeDealRows(world: World, sink: Sink, deal: Deal, account: Account): void {
  const { seed, quality } = world.scenario
  if (!writeDeal(world, sink, deal, account)) return
  const planted = isTwice(world, 'deals', deal.owner.no, deal.createdDay)
  if (planted || chance(stream(seed, 'duplicate', ...deal.key), quality.duplicates)) {
    writeDeal(world, sink, deal, account, `${deal.id}b`)
  }
}
