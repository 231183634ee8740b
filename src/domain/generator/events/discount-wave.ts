import { z } from 'zod'
import { defineEvent, subject, window } from './event.ts'
import { choose, span } from './subject.ts'

/** Deals created in the window close at so many points more discount. */
export const discountWave = defineEvent({
  params: z.strictObject({ kind: z.literal('discount-wave'), points: z.number().min(0).max(0.5), subject, ...window }),
  plant: (world, { points, subject: about, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    const chosen = choose(world, about, from)
    world.effects.add({ channel: 'discount', persons: chosen.persons, from, to, size: points })
    return { ...chosen.who, metric: 'discount', size: points, unit: 'share of list value', ...dates }
  },
})
