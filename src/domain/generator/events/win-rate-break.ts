import { z } from 'zod'
import { defineEvent, subject, window } from './event.ts'
import { choose, span } from './subject.ts'

/** Deals that would have been won from a day on are won this many times as often, the others lost on the same day. */
export const winRateBreak = defineEvent({
  params: z.strictObject({ kind: z.literal('win-rate-break'), factor: z.number().min(0).max(1), subject, ...window }),
  plant: (world, { factor, subject: about, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    const chosen = choose(world, about, from)
    world.effects.add({ channel: 'win-rate', persons: chosen.persons, from, to, size: factor })
    return { ...chosen.who, metric: 'win-rate', size: factor, unit: 'factor', ...dates }
  },
})
