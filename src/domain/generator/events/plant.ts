import { LeadoutError } from '../../errors.ts'
import type { World } from '../world.ts'
import type { EventKind } from './event.ts'
import { EVENTS } from './index.ts'

/** Plants the scenario's events in a world, in their order; what was planted is in `world.planted`. */
export function plantEvents(world: World): void {
  const kinds: readonly EventKind[] = EVENTS
  for (const [index, event] of world.scenario.events.entries()) {
    const kind = kinds.find(({ params }) => params.shape['kind']?.safeParse(event.kind).success === true)
    if (kind === undefined) throw new LeadoutError('invalid', `There is no event ${event.kind}`)
    const facts = [kind.plant(world, event)].flat()
    world.planted.push(...facts.map((fact) => ({ id: `e${index + 1}`, kind: event.kind, ...fact })))
  }
}
